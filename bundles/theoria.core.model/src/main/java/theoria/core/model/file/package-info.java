/** Files that are written whole or not at all, entries of zips, and hashes. */
@NullMarked
package theoria.core.model.file;

import org.jspecify.annotations.NullMarked;
