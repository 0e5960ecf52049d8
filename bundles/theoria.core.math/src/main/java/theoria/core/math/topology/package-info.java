/** Topology of functions on grids. */
@NullMarked
package theoria.core.math.topology;

import org.jspecify.annotations.NullMarked;
