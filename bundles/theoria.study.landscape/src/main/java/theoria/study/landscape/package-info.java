/**
 * The landscape of the empirical risk: lines, planes and the paths of trainings through the space
 * of weights.
 */
@NullMarked
package theoria.study.landscape;

import org.jspecify.annotations.NullMarked;
