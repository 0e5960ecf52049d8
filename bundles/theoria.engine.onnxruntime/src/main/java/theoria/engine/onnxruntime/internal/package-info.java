/** Sessions, native tensors and the network on top of them. Not API. */
@NullMarked
package theoria.engine.onnxruntime.internal;

import org.jspecify.annotations.NullMarked;
