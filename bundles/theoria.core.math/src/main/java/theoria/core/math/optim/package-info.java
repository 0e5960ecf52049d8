/** First-order optimisers as pure updates of flat vectors, with their whole state in one array. */
@NullMarked
package theoria.core.math.optim;

import org.jspecify.annotations.NullMarked;
