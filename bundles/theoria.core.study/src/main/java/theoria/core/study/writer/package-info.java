/**
 * Writers of plain formats: JSON for scripts, CSV for any spreadsheet, npz for numpy, vtp for
 * ParaView. Numbers keep full precision; {@code .csv}, {@code .npz} and {@code .vtp} files of the
 * same result are identical byte for byte.
 */
@NullMarked
package theoria.core.study.writer;

import org.jspecify.annotations.NullMarked;
