/** The sheets of a workbook: cover, one per run, one per table, provenance; charts and styles. */
@NullMarked
package theoria.report.xlsx.internal;

import org.jspecify.annotations.NullMarked;
