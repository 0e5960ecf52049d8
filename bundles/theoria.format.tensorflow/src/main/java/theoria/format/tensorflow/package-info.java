/** Networks of TensorFlow: frozen graphs (GraphDef, {@code .pb}). */
@NullMarked
package theoria.format.tensorflow;

import org.jspecify.annotations.NullMarked;
