/** Open results: their viewers, exports, and comparing several. */
@NullMarked
package theoria.ui.internal.result;

import org.jspecify.annotations.NullMarked;
