/**
 * Forward passes by ONNX Runtime, also at arbitrary weights: the graph is written as an ONNX model
 * whose weights are inputs, so a new parameter vector costs a copy and no new session.
 */
@NullMarked
package theoria.engine.onnxruntime;

import org.jspecify.annotations.NullMarked;
