/** Why networks generalize: norms, margins, and what theory bounds with them. */
@NullMarked
package theoria.study.generalization;

import org.jspecify.annotations.NullMarked;
