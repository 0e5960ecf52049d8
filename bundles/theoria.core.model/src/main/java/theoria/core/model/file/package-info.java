/** Files that are written whole or not at all. */
@NullMarked
package theoria.core.model.file;

import org.jspecify.annotations.NullMarked;
