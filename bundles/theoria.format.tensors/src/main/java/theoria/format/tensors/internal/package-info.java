/** Readers of tensor files. */
@NullMarked
package theoria.format.tensors.internal;

import org.jspecify.annotations.NullMarked;
