/** The models behind the laboratory studies. */
@NullMarked
package theoria.study.landscape.internal.laboratory;

import org.jspecify.annotations.NullMarked;
