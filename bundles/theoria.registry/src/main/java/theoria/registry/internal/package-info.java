/** The two halves of the store: blobs, and the index with its schema and tables. */
@NullMarked
package theoria.registry.internal;

import org.jspecify.annotations.NullMarked;
