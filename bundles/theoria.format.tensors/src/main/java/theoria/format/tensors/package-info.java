/**
 * Weights without a graph: safetensors, PyTorch checkpoints, NumPy archives; architecture files.
 */
@NullMarked
package theoria.format.tensors;

import org.jspecify.annotations.NullMarked;
