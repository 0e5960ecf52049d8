/** Directions in the space of weights from many sources, and the frames that they span. */
@NullMarked
package theoria.study.landscape.internal.direction;

import org.jspecify.annotations.NullMarked;
