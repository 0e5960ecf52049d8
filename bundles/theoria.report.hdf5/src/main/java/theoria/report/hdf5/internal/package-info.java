/** What the layout of Li et al. calls the quantities of a landscape. */
@NullMarked
package theoria.report.hdf5.internal;

import org.jspecify.annotations.NullMarked;
