package theoria.core.study;

import java.util.Optional;

/**
 * Numbers that were measured before at places of one landscape, c: R<sup>2</sup> -&gt;
 * R<sup>w</sup>, known at finitely many places. Places are the same if their coordinates have the
 * same bits. What is taken from here has the bits that measuring again would give. Safe for several
 * threads; never fails: what cannot be read is not known, what cannot be kept is lost.
 */
public interface CellCache {
    /** Knows nothing and keeps nothing. */
    CellCache NONE =
            new CellCache() {
                @Override
                public Optional<double[]> get(double x, double y) {
                    return Optional.empty();
                }

                @Override
                public void put(double x, double y, double[] numbers) {
                    // nothing is kept
                }
            };

    /** The w numbers at a place, if they are known. */
    Optional<double[]> get(double x, double y);

    /**
     * Keeps the numbers at a place for later runs.
     *
     * @param numbers w of them
     * @throws IllegalArgumentException if there are not w
     */
    void put(double x, double y, double[] numbers);
}
