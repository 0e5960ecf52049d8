/**
 * Results: typed data that a study hands over and that viewers, writers and the registry show,
 * write and store. No result knows a screen or a file.
 */
@NullMarked
package theoria.core.study.result;

import org.jspecify.annotations.NullMarked;
