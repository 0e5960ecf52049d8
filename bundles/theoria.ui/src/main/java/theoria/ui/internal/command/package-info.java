/** What menus and keys do. */
@NullMarked
package theoria.ui.internal.command;

import org.jspecify.annotations.NullMarked;
