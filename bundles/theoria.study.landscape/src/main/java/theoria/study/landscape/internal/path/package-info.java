/**
 * Paths between two networks: straight, curved and trained, after a permutation of units, and over
 * dead units.
 */
@NullMarked
package theoria.study.landscape.internal.path;

import org.jspecify.annotations.NullMarked;
