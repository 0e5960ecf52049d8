/** From TensorFlow's nodes to the internal form. Not API. */
@NullMarked
package theoria.format.tensorflow.internal;

import org.jspecify.annotations.NullMarked;
