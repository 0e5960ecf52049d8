/** Frozen graphs of TensorFlow and models of TensorFlow.js against what these computed. */
@NullMarked
package theoria.tests.tensorflow;

import org.jspecify.annotations.NullMarked;
