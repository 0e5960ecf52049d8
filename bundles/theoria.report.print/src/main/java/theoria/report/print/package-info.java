/** Pictures of results as files. */
@NullMarked
package theoria.report.print;

import org.jspecify.annotations.NullMarked;
