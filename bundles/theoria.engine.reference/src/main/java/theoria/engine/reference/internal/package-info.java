/** The compiled form of a graph and how it is run in chunks of a batch. */
@NullMarked
package theoria.engine.reference.internal;

import org.jspecify.annotations.NullMarked;
