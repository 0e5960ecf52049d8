/** Linear algebra on plain arrays: matrix products behind an interface that a library can serve. */
@NullMarked
package theoria.core.math.linear;

import org.jspecify.annotations.NullMarked;
