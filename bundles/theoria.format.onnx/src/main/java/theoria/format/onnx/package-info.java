/**
 * Reads ONNX files into the internal form and writes it back. Operators, axes and tensors are
 * translated one by one; what is not supported is refused by name.
 */
@NullMarked
package theoria.format.onnx;

import org.jspecify.annotations.NullMarked;
