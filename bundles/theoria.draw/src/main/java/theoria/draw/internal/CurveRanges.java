package theoria.draw.internal;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Scale;
import theoria.draw.View;

import java.util.ArrayList;
import java.util.List;

/** Which scales and ranges show some curves, and what these cannot show. */
final class CurveRanges {
    private static final double MARGIN = 0.04;

    /** A reference line may widen the range that the curves need by this factor, no more. */
    private static final double FARTHEST_MARK = 2;

    private final Curves curves;
    private final View view;
    private final Spread xs = new Spread();
    private final Spread ys = new Spread();
    private boolean bars;
    private final boolean xLog;
    private final boolean yLog;

    CurveRanges(Curves curves, View view) {
        this.curves = curves;
        this.view = view;
        for (Series series : curves.series()) {
            xs.add(series.x());
            ys.add(series.y()).add(series.lower()).add(series.upper());
            bars |= series.style() == Series.Style.BARS;
        }
        xLog = logarithmic(view.xScale(), curves.x(), xs);
        yLog = logarithmic(view.yScale(), curves.y(), ys);
    }

    private static boolean logarithmic(Scale scale, Axis axis, Spread values) {
        boolean wanted =
                scale == Scale.LOGARITHMIC || scale == Scale.AUTOMATIC && axis.logarithmic();
        return wanted && values.leastPositive().isPresent();
    }

    Ruler across(PictureStyle style) {
        Range usual = padded(withMarks(base(xs, xLog, false), true, xLog), xLog, false);
        Range shown = Plane.visible(view.x(), usual, xLog);
        return new Ruler(curves.x().label(), shown, xLog, false, style);
    }

    Ruler up(PictureStyle style) {
        Range usual = padded(withMarks(base(ys, yLog, bars), false, yLog), yLog, bars);
        Range shown = Plane.visible(view.y(), usual, yLog);
        return new Ruler(curves.y().label(), shown, yLog, true, style);
    }

    private static Range base(Spread values, boolean log, boolean fromZero) {
        if (values.empty()) {
            return new Range(0, 1);
        }
        double low = log ? values.leastPositive().orElse(1.0) : values.low();
        double high = values.high();
        if (fromZero && !log) {
            low = Math.min(0, low);
            high = Math.max(0, high);
        }
        if (high > low) {
            return new Range(low, high);
        }
        double half = low == 0 ? 1 : Math.abs(low) / 2;
        return new Range(low - half, log ? 2 * low : low + half);
    }

    private Range withMarks(Range base, boolean vertical, boolean log) {
        Range all = base;
        for (Curves.Mark mark : curves.marks()) {
            boolean possible = Double.isFinite(mark.at()) && !(log && mark.at() <= 0);
            if (mark.vertical() == vertical && possible) {
                Range with =
                        new Range(Math.min(all.from(), mark.at()), Math.max(all.to(), mark.at()));
                all = width(with, log) <= FARTHEST_MARK * width(base, log) ? with : all;
            }
        }
        return all;
    }

    private static double width(Range range, boolean log) {
        return log ? Math.log(range.to()) - Math.log(range.from()) : range.width();
    }

    private static Range padded(Range range, boolean log, boolean onZero) {
        double margin = MARGIN * width(range, log);
        if (log) {
            return new Range(range.from() * Math.exp(-margin), range.to() * Math.exp(margin));
        }
        double low = onZero && range.from() == 0 ? 0 : range.from() - margin;
        double high = onZero && range.to() == 0 ? 0 : range.to() + margin;
        return new Range(low, high);
    }

    /** What the picture cannot show, in words. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        int leftOut = 0;
        int notFinite = 0;
        for (Series series : curves.series()) {
            for (int i = 0; i < series.y().length; i++) {
                double x = series.x()[i];
                double y = series.y()[i];
                boolean finite = Double.isFinite(x) && Double.isFinite(y);
                notFinite += finite ? 0 : 1;
                boolean bar = series.style() == Series.Style.BARS;
                leftOut += finite && (xLog && x <= 0 || yLog && y <= 0 && !bar) ? 1 : 0;
            }
        }
        if (leftOut > 0) {
            remarks.add(
                    leftOut + (leftOut == 1 ? " point" : " points") + " not positive, left out");
        }
        if (notFinite > 0) {
            remarks.add(notFinite + " not finite (×)");
        }
        return remarks;
    }
}
