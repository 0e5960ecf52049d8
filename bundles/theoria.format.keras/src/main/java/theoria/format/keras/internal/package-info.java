/** From the layers of a Keras configuration to the internal form. */
@NullMarked
package theoria.format.keras.internal;

import org.jspecify.annotations.NullMarked;
