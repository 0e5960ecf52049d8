/** What the views of one window share: what is there, what is chosen, what is selected. */
@NullMarked
package theoria.ui.internal.desk;

import org.jspecify.annotations.NullMarked;
