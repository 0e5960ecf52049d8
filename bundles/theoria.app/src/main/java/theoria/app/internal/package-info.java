/** The Eclipse application that opens the window: workspace lock, perspectives, menus. */
@NullMarked
package theoria.app.internal;

import org.jspecify.annotations.NullMarked;
