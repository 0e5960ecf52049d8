/** What the writers of pictures share. */
@NullMarked
package theoria.report.print.internal;

import org.jspecify.annotations.NullMarked;
