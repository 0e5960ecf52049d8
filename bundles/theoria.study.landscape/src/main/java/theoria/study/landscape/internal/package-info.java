/**
 * Directions in the space of weights from many sources, frames that they span, networks moved over
 * these, and the empirical risk at points of them.
 */
@NullMarked
package theoria.study.landscape.internal;

import org.jspecify.annotations.NullMarked;
