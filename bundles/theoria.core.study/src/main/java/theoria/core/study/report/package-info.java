/** The report SPI: what writers are given, and how stored reports are checked against a rerun. */
@NullMarked
package theoria.core.study.report;

import org.jspecify.annotations.NullMarked;
