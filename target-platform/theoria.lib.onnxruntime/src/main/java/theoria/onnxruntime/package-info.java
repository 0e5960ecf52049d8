/**
 * Prepares ONNX Runtime for life in OSGi before its first class is used. The library itself lies in
 * {@code lib/}, fetched by the build.
 */
@NullMarked
package theoria.onnxruntime;

import org.jspecify.annotations.NullMarked;
