/** Directions in the space of weights, and the empirical risk at points of it. */
@NullMarked
package theoria.study.landscape.internal;

import org.jspecify.annotations.NullMarked;
