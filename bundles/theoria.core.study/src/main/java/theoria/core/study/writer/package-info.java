/**
 * Writers of plain formats: JSON for scripts, CSV for any spreadsheet, npz for numpy. Numbers keep
 * full precision; {@code .csv} and {@code .npz} files of the same result are identical byte for
 * byte.
 */
@NullMarked
package theoria.core.study.writer;

import org.jspecify.annotations.NullMarked;
