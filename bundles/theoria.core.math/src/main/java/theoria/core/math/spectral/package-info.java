/**
 * Spectra of large symmetric matrices that are only given by products with vectors - eigenpairs,
 * traces, densities - and of dense ones; and the laws of random matrices to compare them with.
 */
@NullMarked
package theoria.core.math.spectral;

import org.jspecify.annotations.NullMarked;
