/**
 * Pictures of results, painted on a {@code java.awt.Graphics2D}: the same picture on the screen, in
 * a report and in a file. No widget, no display.
 */
@NullMarked
package theoria.draw;

import org.jspecify.annotations.NullMarked;
