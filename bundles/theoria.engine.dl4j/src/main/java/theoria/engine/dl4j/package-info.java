/**
 * Engine and trainer by DL4J and ND4J: the layers DL4J has, in single and double precision, with
 * the conventions of the internal form; what it has no layer for is declined by name.
 */
@NullMarked
package theoria.engine.dl4j;

import org.jspecify.annotations.NullMarked;
