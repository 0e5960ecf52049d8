package theoria.report.hdf5.internal;

import theoria.core.study.report.Report;
import theoria.core.study.report.ReportPart;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Surface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A surface or line as the files of Li et al. hold it: losses, accuracies in percent, -1 where
 * nothing was computed.
 *
 * @param name tells it from the others of its report
 * @param x abscissae
 * @param y ordinates, empty for a line
 * @param quantities by the name of their data set: row-major, row = y
 */
public record LiGrid(String name, double[] x, double[] y, Map<String, double[]> quantities) {
    private static final double MISSING = -1;

    /** Everything of a report that has a loss over coordinates, in order. */
    public static List<LiGrid> of(Report report) {
        List<LiGrid> grids = new ArrayList<>();
        for (ReportPart part : ReportPart.of(report)) {
            if (part.result() instanceof Surface surface) {
                addIfLoss(grids, surface(part, surface));
            } else {
                addLines(grids, part);
            }
        }
        return grids;
    }

    /** Whether it is a line. */
    public boolean isLine() {
        return y.length == 0;
    }

    private static void addIfLoss(List<LiGrid> grids, LiGrid grid) {
        if (grid.quantities().keySet().stream().anyMatch(name -> name.endsWith("_loss"))) {
            grids.add(grid);
        }
    }

    private static LiGrid surface(ReportPart part, Surface surface) {
        LiNames names = LiNames.of(part.run().provenance());
        Map<String, double[]> quantities = new LinkedHashMap<>();
        for (Surface.Layer layer : surface.layers()) {
            names.of(layer.key())
                    .ifPresent(
                            name ->
                                    quantities.put(
                                            name,
                                            converted(name, layer.values(), surface.computed())));
        }
        return new LiGrid(part.name(), surface.x(), surface.y(), quantities);
    }

    /** Lines are arrays over t, or over x if they were read from a file; a further model is _k. */
    private static void addLines(List<LiGrid> grids, ReportPart part) {
        Map<String, NumericArray> arrays = part.result().content().arrays();
        NumericArray places = arrays.getOrDefault("t", arrays.get("x"));
        if (places == null || arrays.containsKey("y")) {
            return;
        }
        double[] t = places.values();
        addIfLoss(grids, line(part, t, ""));
        for (int model = 2; arrays.containsKey("loss_" + model); model++) {
            addIfLoss(grids, line(part, t, "_" + model));
        }
    }

    private static LiGrid line(ReportPart part, double[] t, String model) {
        LiNames names = LiNames.of(part.run().provenance());
        Map<String, double[]> quantities = new LinkedHashMap<>();
        part.result()
                .content()
                .arrays()
                .forEach(
                        (key, array) -> {
                            if (array.shape().rank() == 1 && array.values().length == t.length) {
                                names.of(key, model)
                                        .ifPresent(
                                                word ->
                                                        quantities.put(
                                                                word,
                                                                converted(word, array.values())));
                            }
                        });
        String name = part.name().replaceFirst("composite$", "line") + model;
        return new LiGrid(name, t, new double[0], quantities);
    }

    private static double[] converted(String name, double[] values) {
        double[] converted = values.clone();
        for (int i = 0; i < converted.length; i++) {
            converted[i] = LiNames.inFile(name, values[i]);
        }
        return converted;
    }

    private static double[] converted(String name, double[] values, boolean[] computed) {
        double[] converted = converted(name, values);
        for (int i = 0; i < converted.length; i++) {
            converted[i] = computed[i] ? converted[i] : MISSING;
        }
        return converted;
    }
}
