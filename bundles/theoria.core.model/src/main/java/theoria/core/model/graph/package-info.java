/**
 * The internal form of a network: a directed acyclic graph of typed operators with inferred shapes,
 * whose trainable blocks and buffers have offsets in two flat vectors. Loaders produce it, engines
 * execute it, studies read it; it knows none of them.
 */
@NullMarked
package theoria.core.model.graph;

import org.jspecify.annotations.NullMarked;
