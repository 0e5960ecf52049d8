/**
 * Discrete Fourier transforms of plain arrays, by JTransforms, and what is read off them. The only
 * package that sees the library; it runs in the caller's thread.
 */
@NullMarked
package theoria.core.math.fourier;

import org.jspecify.annotations.NullMarked;
