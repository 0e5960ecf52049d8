/**
 * The lossless codec of results and provenance: what history, restart and {@code previous()} store.
 * Encoded bytes are versioned; equal results give equal bytes; bytes are never trusted.
 */
@NullMarked
package theoria.core.study.codec;

import org.jspecify.annotations.NullMarked;
