/** The catalogue of studies and the form of one, made from its descriptor alone. */
@NullMarked
package theoria.ui.internal.study;

import org.jspecify.annotations.NullMarked;
