/**
 * The model registry on disk: an SQLite index and content-addressed blobs. Plain Java, no OSGi;
 * what is committed survives a kill at any instant.
 */
@NullMarked
package theoria.registry;

import org.jspecify.annotations.NullMarked;
