/** The viewers of the kinds of results. */
@NullMarked
package theoria.ui.internal.viewer;

import org.jspecify.annotations.NullMarked;
