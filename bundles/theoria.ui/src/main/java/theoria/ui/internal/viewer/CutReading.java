package theoria.ui.internal.viewer;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.core.study.result.SurfaceCut;
import theoria.draw.Reading;

/** What the curve of a cut says at a place, in one line. */
final class CutReading {
    private CutReading() {}

    /**
     * The number nearest to a place.
     *
     * @param way from A, as the curve counts it
     * @param part of the way, from 0 to 1
     */
    static String of(Curves curves, SurfaceCut cut, double way, double part) {
        Series curve = curves.series().get(0);
        int nearest = 0;
        for (int i = 1; i < curve.x().length; i++) {
            if (Math.abs(curve.x()[i] - way) < Math.abs(curve.x()[nearest] - way)) {
                nearest = i;
            }
        }
        String place = "(" + Reading.number(cut.x(part)) + ", " + Reading.number(cut.y(part)) + ")";
        String value = value(curve, nearest);
        String unit = curves.y().unit().isEmpty() ? "" : " " + curves.y().unit();
        return "A + "
                + Reading.number(way)
                + " at "
                + place
                + ": "
                + curve.name()
                + " "
                + value
                + unit;
    }

    private static String value(Series curve, int i) {
        if (Double.isNaN(curve.y()[i])) {
            return "not known";
        }
        double error = curve.hasBand() ? curve.upper()[i] - curve.y()[i] : Double.NaN;
        return Reading.number(curve.y()[i])
                + (Double.isNaN(error) ? "" : " ± " + Reading.number(error));
    }
}
