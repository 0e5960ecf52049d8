/** Networks of Keras: HDF5 files of Keras 1 and 2, Keras 3 archives, JSON, TensorFlow.js. */
@NullMarked
package theoria.format.keras;

import org.jspecify.annotations.NullMarked;
