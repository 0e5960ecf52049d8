/**
 * Products with the Hessian of the loss, and what they tell of its spectrum at a network, on a
 * plane and along a training.
 */
@NullMarked
package theoria.study.landscape.internal.curvature;

import org.jspecify.annotations.NullMarked;
