/** The linear maps of a network and their norms. */
@NullMarked
package theoria.study.generalization.internal;

import org.jspecify.annotations.NullMarked;
