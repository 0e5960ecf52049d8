/** Frozen graphs of TensorFlow against what it computed, and operators against their formulas. */
@NullMarked
package theoria.tests.tensorflow;

import org.jspecify.annotations.NullMarked;
