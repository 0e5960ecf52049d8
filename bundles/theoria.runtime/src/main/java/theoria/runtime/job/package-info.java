/**
 * Running studies: what a run is asked, how it is controlled, what it is given, and the provenance
 * of what it found. The same code serves the command line and the workbench.
 */
@NullMarked
package theoria.runtime.job;

import org.jspecify.annotations.NullMarked;
