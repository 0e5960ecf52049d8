/**
 * numpy's array files: {@code .npy}, one array, and {@code .npz}, a zip of them. Arrays of Python
 * objects (pickles) are refused; nothing read is ever executed.
 */
@NullMarked
package theoria.core.model.npy;

import org.jspecify.annotations.NullMarked;
