/** What is chosen once for the window. */
@NullMarked
package theoria.ui.internal.preference;

import org.jspecify.annotations.NullMarked;
