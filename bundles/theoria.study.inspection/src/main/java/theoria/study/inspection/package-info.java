/** Looking at a network and how it does: evaluation, the layer table, statistics of the weights. */
@NullMarked
package theoria.study.inspection;

import org.jspecify.annotations.NullMarked;
