/** Reading IDX arrays, and finding the files of a split. */
@NullMarked
package theoria.format.data.internal;

import org.jspecify.annotations.NullMarked;
