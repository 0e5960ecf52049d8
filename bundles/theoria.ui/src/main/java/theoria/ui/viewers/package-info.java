/**
 * What a plug-in needs to show results in the window: viewers, where they stand, and the selection
 * that all views share. Viewers are declared at the extension point {@code theoria.ui.viewers}.
 */
@NullMarked
package theoria.ui.viewers;

import org.jspecify.annotations.NullMarked;
