/** Models of Keras against what Keras computed. */
@NullMarked
package theoria.tests.keras;

import org.jspecify.annotations.NullMarked;
