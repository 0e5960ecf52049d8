/** The page's parts as text. */
@NullMarked
package theoria.report.html.internal;

import org.jspecify.annotations.NullMarked;
