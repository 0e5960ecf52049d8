/** Pictures of what a network holds and computes: filters and activations. */
@NullMarked
package theoria.study.visualization;

import org.jspecify.annotations.NullMarked;
