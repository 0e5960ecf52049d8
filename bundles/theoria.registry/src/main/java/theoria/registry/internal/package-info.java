/** The two halves of the store: blobs and the schema of the index. */
@NullMarked
package theoria.registry.internal;

import org.jspecify.annotations.NullMarked;
