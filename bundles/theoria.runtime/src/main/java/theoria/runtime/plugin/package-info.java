/**
 * Plug-ins of strangers: the sites they come from, what installing or removing them would change,
 * why that cannot be done, and a trial of them in a process of its own before they are let in. All
 * of it works on the p2 profile that <em>Install New Software</em> works on.
 */
@NullMarked
package theoria.runtime.plugin;

import org.jspecify.annotations.NullMarked;
