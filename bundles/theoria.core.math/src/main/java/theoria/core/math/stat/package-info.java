/** Statistics of finite samples: moments, histograms, quantiles, rankings, stable log-sum-exp. */
@NullMarked
package theoria.core.math.stat;

import org.jspecify.annotations.NullMarked;
