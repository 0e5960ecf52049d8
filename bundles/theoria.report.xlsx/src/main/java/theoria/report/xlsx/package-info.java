/** Reports as Excel workbooks, and checking a stored workbook against a rerun. */
@NullMarked
package theoria.report.xlsx;

import org.jspecify.annotations.NullMarked;
