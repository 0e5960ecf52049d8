/**
 * A registered model with its whole history as one file: a zip of a JSON manifest and the blobs.
 * The format is described for strangers in the guide, page "Registry".
 */
@NullMarked
package theoria.runtime.archive;

import org.jspecify.annotations.NullMarked;
