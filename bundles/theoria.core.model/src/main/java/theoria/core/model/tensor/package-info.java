/**
 * Dense arrays with a shape: the numbers that flow between files, engines and studies. A tensor is
 * row-major, immutable by convention and holds either single or double precision, never both.
 */
@NullMarked
package theoria.core.model.tensor;

import org.jspecify.annotations.NullMarked;
