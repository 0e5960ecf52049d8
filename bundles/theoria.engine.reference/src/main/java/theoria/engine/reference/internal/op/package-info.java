/** One class per operator of the internal form: the formula forward, its transpose backward. */
@NullMarked
package theoria.engine.reference.internal.op;

import org.jspecify.annotations.NullMarked;
