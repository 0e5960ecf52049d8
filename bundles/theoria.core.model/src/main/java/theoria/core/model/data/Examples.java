package theoria.core.model.data;

import theoria.core.model.tensor.Shape;

import java.util.List;

/**
 * A finite sequence of labelled examples (x<sub>i</sub>, y<sub>i</sub>), read in batches. Safe for
 * reading by several threads.
 */
public interface Examples {
    /** One line for captions and provenance, for example {@code MNIST test, 0:1000}. */
    String description();

    /** Content hash (SHA-256, hexadecimal) of the numbers, labels and shape. */
    String hash();

    /** Number of examples n. */
    int size();

    /** Shape of one example; images are CHW. */
    Shape shape();

    /** Number of classes. */
    int classes();

    /** Class names in label order; {@code "0"}, {@code "1"}, ... where the data has none. */
    List<String> classNames();

    /** Position of example i in the file or generator it comes from. */
    int sourceIndex(int example);

    /**
     * Examples [from, from + count) as single-precision numbers.
     *
     * @throws IndexOutOfBoundsException if the range leaves [0, n)
     */
    Batch read(int from, int count);
}
