/** Exact solutions of combinatorial problems of small size. */
@NullMarked
package theoria.core.math.combinatorics;

import org.jspecify.annotations.NullMarked;
