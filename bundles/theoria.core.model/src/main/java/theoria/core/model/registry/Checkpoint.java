package theoria.core.model.registry;

import java.util.Map;

/**
 * One point of a training trajectory, without its weights.
 *
 * @param trajectory identifier of the trajectory
 * @param step number of updates made
 * @param metrics by name, in order of name
 */
public record Checkpoint(String trajectory, long step, Map<String, Double> metrics) {}
