/** What the application does with the window. */
@NullMarked
package theoria.ui;

import org.jspecify.annotations.NullMarked;
