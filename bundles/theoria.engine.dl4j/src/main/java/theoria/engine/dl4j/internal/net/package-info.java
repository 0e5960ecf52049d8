/**
 * Networks of the internal form as computation graphs of DL4J: what DL4J has a layer for, the
 * translation of nodes and weights, and the passes through the layers. Everything native is reached
 * from here only.
 */
@NullMarked
package theoria.engine.dl4j.internal.net;

import org.jspecify.annotations.NullMarked;
