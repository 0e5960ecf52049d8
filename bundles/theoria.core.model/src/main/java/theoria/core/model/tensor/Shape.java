package theoria.core.model.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Extents (d<sub>0</sub>, ..., d<sub>r-1</sub>) of a row-major array; every extent is at least 0.
 * The empty shape belongs to a scalar.
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    /**
     * The shape with these extents.
     *
     * @throws IllegalArgumentException if an extent is negative or their product exceeds 2^31 - 1
     */
    public static Shape of(int... extents) {
        if (extents.length == 0) {
            return SCALAR;
        }
        long product = 1;
        for (int extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException(
                        "negative extent in shape " + Arrays.toString(extents));
            }
            product = Math.multiplyExact(product, Math.max(extent, 1));
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(extents) + " has more than 2^31-1 elements");
            }
        }
        return new Shape(extents.clone());
    }

    /** The shape with these extents; see {@link #of(int...)}. */
    public static Shape of(List<Integer> extents) {
        return of(extents.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The shape of a single number. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** Number of extents r. */
    public int rank() {
        return extents.length;
    }

    /**
     * Extent d<sub>axis</sub>; negative axes count from the end.
     *
     * @throws IndexOutOfBoundsException if the axis is outside [-r, r)
     */
    public int extent(int axis) {
        int index = axis < 0 ? extents.length + axis : axis;
        if (index < 0 || index >= extents.length) {
            throw new IndexOutOfBoundsException("axis " + axis + " of shape " + this);
        }
        return extents[index];
    }

    /** Number of elements, the product of all extents (1 for a scalar). */
    public int size() {
        int size = 1;
        for (int extent : extents) {
            size *= extent;
        }
        return size;
    }

    /** A copy of the extents. */
    public int[] toArray() {
        return extents.clone();
    }

    /** The shape (first, d<sub>0</sub>, ..., d<sub>r-1</sub>), for example with a batch size. */
    public Shape prepend(int first) {
        int[] longer = new int[extents.length + 1];
        longer[0] = first;
        System.arraycopy(extents, 0, longer, 1, extents.length);
        return of(longer);
    }

    /** The extents from {@code axis} on. */
    public Shape tail(int axis) {
        return of(Arrays.copyOfRange(extents, axis, extents.length));
    }

    /** This shape with another extent at one axis. */
    public Shape with(int axis, int extent) {
        int[] changed = extents.clone();
        changed[axis < 0 ? extents.length + axis : axis] = extent;
        return of(changed);
    }

    /** This shape without its extents of 1. */
    public Shape squeeze() {
        return of(Arrays.stream(extents).filter(extent -> extent != 1).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape && Arrays.equals(extents, ((Shape) other).extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** The extents joined by {@code x}, for example {@code 1x28x28}; {@code scalar} if none. */
    @Override
    public String toString() {
        return extents.length == 0
                ? "scalar"
                : Arrays.stream(extents)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining("x"));
    }
}
