/** Landscapes in the files of others: HDF5 in the layout of Li et al. (2018). */
@NullMarked
package theoria.report.hdf5;

import org.jspecify.annotations.NullMarked;
