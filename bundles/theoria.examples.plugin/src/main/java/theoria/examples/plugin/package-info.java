/** A plug-in as a stranger would write it: a study and a viewer, by the public interfaces alone. */
@NullMarked
package theoria.examples.plugin;

import org.jspecify.annotations.NullMarked;
