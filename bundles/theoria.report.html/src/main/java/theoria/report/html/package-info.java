/** Reports as one self-contained page. */
@NullMarked
package theoria.report.html;

import org.jspecify.annotations.NullMarked;
