/** The guide and the tour. */
@NullMarked
package theoria.ui.internal.help;

import org.jspecify.annotations.NullMarked;
