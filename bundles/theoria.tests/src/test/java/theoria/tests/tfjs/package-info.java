/** Models of TensorFlow.js against the Keras models they come from. */
@NullMarked
package theoria.tests.tfjs;

import org.jspecify.annotations.NullMarked;
