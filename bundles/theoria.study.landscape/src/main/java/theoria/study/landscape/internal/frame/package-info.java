/**
 * Lines and planes in the space of weights, the points at which they are looked at, and networks
 * moved over them.
 */
@NullMarked
package theoria.study.landscape.internal.frame;

import org.jspecify.annotations.NullMarked;
