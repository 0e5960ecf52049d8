/**
 * Exactly solvable models of the landscape and of optimisation, each held against its theory; none
 * needs a network or data.
 */
@NullMarked
package theoria.study.landscape.laboratory;

import org.jspecify.annotations.NullMarked;
