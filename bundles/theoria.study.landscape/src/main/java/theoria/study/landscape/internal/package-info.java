/**
 * What the landscape studies share: vectors in the space of weights, the empirical risk at points
 * of it, and parameters.
 */
@NullMarked
package theoria.study.landscape.internal;

import org.jspecify.annotations.NullMarked;
