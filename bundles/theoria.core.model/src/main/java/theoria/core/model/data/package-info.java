/**
 * Labelled examples: data sets with splits, the input contract that turns stored numbers into what
 * a network takes, sample selection, and the built-in generator SynthDigits.
 */
@NullMarked
package theoria.core.model.data;

import org.jspecify.annotations.NullMarked;
