/** Running studies from the window: jobs, their progress, and what was run before. */
@NullMarked
package theoria.ui.internal.run;

import org.jspecify.annotations.NullMarked;
