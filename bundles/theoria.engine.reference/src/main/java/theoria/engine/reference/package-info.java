/**
 * The reference engine: every operator forward and backward in plain Java, one class each. Slow
 * where a library is fast, but right: it is the oracle that the tests of all other engines are held
 * against.
 */
@NullMarked
package theoria.engine.reference;

import org.jspecify.annotations.NullMarked;
