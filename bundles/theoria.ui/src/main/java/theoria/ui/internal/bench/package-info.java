/** What {@code theoria bench ui} measures in the window itself: real paints of real controls. */
@NullMarked
package theoria.ui.internal.bench;

import org.jspecify.annotations.NullMarked;
