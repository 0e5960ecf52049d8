/**
 * What executes and trains networks: the engine and trainer SPIs with the conventions every engine
 * keeps. ReLU has derivative 0 at 0; max-pooling ties give the gradient to the first input in
 * row-major order; batch norm runs in inference mode unless asked otherwise.
 */
@NullMarked
package theoria.core.model.engine;

import org.jspecify.annotations.NullMarked;
