package theoria.study.landscape.internal.frame;

import theoria.study.landscape.internal.Vectors;

/**
 * A network that lies on a line or plane, or is drawn on it where it is projected to.
 *
 * @param name of the model, or step of the checkpoint
 * @param x first coordinate
 * @param y second coordinate, 0 on a line
 * @param place the network itself
 */
public record Anchor(String name, double x, double y, Vectors place) {}
