package theoria.core.math.linear;

/**
 * Where a row-major matrix lies in an array: entry (i, j) is at offset + i stride + j; or, seen
 * transposed, at offset + j stride + i.
 *
 * @param offset of the first entry
 * @param stride between the starts of two stored rows
 * @param transposed whether the stored rows are the columns of the matrix
 */
public record Matrix(int offset, int stride, boolean transposed) {
    /** A matrix stored as it is. */
    public static Matrix at(int offset, int stride) {
        return new Matrix(offset, stride, false);
    }

    /** The transpose of a stored matrix. */
    public static Matrix transposedAt(int offset, int stride) {
        return new Matrix(offset, stride, true);
    }
}
