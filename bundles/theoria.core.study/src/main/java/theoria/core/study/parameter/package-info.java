/** Typed parameters of studies: declared once, shown as a form, parsed from the command line. */
@NullMarked
package theoria.core.study.parameter;

import org.jspecify.annotations.NullMarked;
