/** The landscape of the empirical risk: lines and planes through the space of weights. */
@NullMarked
package theoria.study.landscape;

import org.jspecify.annotations.NullMarked;
