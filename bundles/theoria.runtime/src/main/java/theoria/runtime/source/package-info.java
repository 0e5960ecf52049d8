/**
 * Where models and data come from: the workspace with its registry, files recognised by content,
 * and the built-in data set.
 */
@NullMarked
package theoria.runtime.source;

import org.jspecify.annotations.NullMarked;
