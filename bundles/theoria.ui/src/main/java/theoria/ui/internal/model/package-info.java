/** Models and data: the lists on the left, opening files, the input contract. */
@NullMarked
package theoria.ui.internal.model;

import org.jspecify.annotations.NullMarked;
