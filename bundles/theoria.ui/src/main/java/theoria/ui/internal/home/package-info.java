/** The pages a person begins with: the welcome, and the home of each model. */
@NullMarked
package theoria.ui.internal.home;

import org.jspecify.annotations.NullMarked;
