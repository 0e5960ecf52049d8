/**
 * Prepares DL4J for life in OSGi before its first class is used. The libraries themselves lie in
 * {@code lib/}, fetched by the build.
 */
@NullMarked
package theoria.dl4j;

import org.jspecify.annotations.NullMarked;
