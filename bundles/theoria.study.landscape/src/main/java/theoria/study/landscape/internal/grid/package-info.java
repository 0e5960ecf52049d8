/**
 * The risk on the points of lines and the cells of planes while these are computed, and what
 * becomes of it as a result.
 */
@NullMarked
package theoria.study.landscape.internal.grid;

import org.jspecify.annotations.NullMarked;
