/**
 * Cells of landscapes that earlier runs measured, kept in files of the workspace that may be
 * deleted at any time.
 */
@NullMarked
package theoria.runtime.cells;

import org.jspecify.annotations.NullMarked;
