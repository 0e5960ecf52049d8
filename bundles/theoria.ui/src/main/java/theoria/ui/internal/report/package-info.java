/** The report that is being put together. */
@NullMarked
package theoria.ui.internal.report;

import org.jspecify.annotations.NullMarked;
