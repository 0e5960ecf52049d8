/** Reads data sets: IDX (MNIST), CIFAR-10's binary records, CSV tables, numpy archives. */
@NullMarked
package theoria.format.data;

import org.jspecify.annotations.NullMarked;
