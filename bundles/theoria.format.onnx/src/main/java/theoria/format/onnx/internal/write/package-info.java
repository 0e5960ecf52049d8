/** Translates the internal form into the messages of ONNX, operator by operator. */
@NullMarked
package theoria.format.onnx.internal.write;

import org.jspecify.annotations.NullMarked;
