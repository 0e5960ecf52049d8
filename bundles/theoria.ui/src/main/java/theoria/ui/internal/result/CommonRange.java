package theoria.ui.internal.result;

import theoria.core.study.result.Surface;
import theoria.draw.Range;

import java.util.List;

/** From the smallest to the largest of the finite numbers that several surfaces hold. */
final class CommonRange {
    private CommonRange() {}

    /**
     * The range of one quantity.
     *
     * @param layer its number in each surface, the last one of those that have fewer
     * @param positive whether only positive numbers count, as on a logarithmic scale
     * @return everything if there are no two different numbers
     */
    static Range of(List<Surface> surfaces, int layer, boolean positive) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Surface surface : surfaces) {
            double[] values =
                    surface.layers().get(Math.min(layer, surface.layers().size() - 1)).values();
            boolean[] computed = surface.computed();
            for (int cell = 0; cell < values.length; cell++) {
                double value = values[cell];
                if (computed[cell] && Double.isFinite(value) && (!positive || value > 0)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return low < high ? new Range(low, high) : Range.ALL;
    }
}
