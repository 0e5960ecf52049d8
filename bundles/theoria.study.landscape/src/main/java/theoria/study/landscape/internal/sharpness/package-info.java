/** How far the loss rises near a network, by several measures, and how they see a rescaling. */
@NullMarked
package theoria.study.landscape.internal.sharpness;

import org.jspecify.annotations.NullMarked;
