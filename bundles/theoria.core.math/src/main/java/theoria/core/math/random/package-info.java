/** Seeded, splittable randomness that gives the same numbers on every platform. */
@NullMarked
package theoria.core.math.random;

import org.jspecify.annotations.NullMarked;
