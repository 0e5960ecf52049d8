/** The translation of ONNX nodes: one small converter per family of operators. */
@NullMarked
package theoria.format.onnx.internal;

import org.jspecify.annotations.NullMarked;
