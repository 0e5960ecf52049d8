package theoria.core.study;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The curves of a training over its steps, live or looked at later (theory entry I16): losses,
 * accuracy, norms of gradient and weights, update ratio, dead ReLU units, learning rate.
 *
 * @param steps numbers of updates made, ascending
 * @param measured what was measured at each of them, by name; any may be missing
 */
public record TrainingCurves(List<Long> steps, List<Map<String, Double>> measured) {
    /** What is drawn together: part, title, axis, then the names of what is measured. */
    private static final List<List<String>> PANELS =
            List.of(
                    List.of("losses", "Loss", "loss", "train_loss", "loss"),
                    List.of("accuracy", "Accuracy", "accuracy", "accuracy"),
                    List.of("gradient", "Norm of the gradient", "norm", "gradient_norm"),
                    List.of("weights", "Norm of the weights", "norm", "weight_norm"),
                    List.of("update", "Update ratio", "|du| / |w|", "update_ratio"),
                    List.of("dead", "Dead ReLU units", "share", "dead_relu"),
                    List.of("rate", "Learning rate", "rate", "learning_rate"));

    private static final int NAMES = 3;

    /**
     * Takes immutable copies.
     *
     * @throws IllegalArgumentException if there are not as many steps as measurements
     */
    public TrainingCurves {
        if (steps.size() != measured.size()) {
            throw new IllegalArgumentException(
                    steps.size() + " steps for " + measured.size() + " measurements");
        }
        steps = List.copyOf(steps);
        measured = List.copyOf(measured);
    }

    /** The result so far, with arrays of the names of what is measured; NaN where it was not. */
    public Composite.Builder result(String caption) {
        return result(caption, new TrainingCurves(List.of(), List.of()));
    }

    /**
     * The result so far, with what was measured of single batches drawn along.
     *
     * @param batches the same names, at other steps
     */
    public Composite.Builder result(String caption, TrainingCurves batches) {
        Composite.Builder result =
                Composite.builder("Training curves")
                        .caption(caption)
                        .array("step", NumericArray.of(axis()));
        for (List<String> panel : PANELS) {
            Curves.Builder curves =
                    Curves.builder(panel.get(1), Axis.of("step"), Axis.of(panel.get(2)));
            boolean any = false;
            for (String key : panel.subList(NAMES, panel.size())) {
                if (batches.knows(key)) {
                    curves.series(batches.series(key, "each batch"));
                    any = true;
                }
                if (knows(key)) {
                    result.array(key, NumericArray.of(values(key)));
                    curves.series(series(key, key.replace('_', ' ')));
                    any = true;
                }
            }
            if (any) {
                result.part(panel.get(0), curves.build());
            }
        }
        addBest(result);
        return result.part("checkpoints", table());
    }

    /** Without the steps at which it was not measured. */
    private Series series(String key, String name) {
        int[] known =
                IntStream.range(0, steps.size())
                        .filter(i -> measured.get(i).containsKey(key))
                        .toArray();
        double[] axis = axis();
        double[] values = values(key);
        double[] x = Arrays.stream(known).mapToDouble(i -> axis[i]).toArray();
        double[] y = Arrays.stream(known).mapToDouble(i -> values[i]).toArray();
        return Series.line(name, x, y);
    }

    private double[] axis() {
        return steps.stream().mapToDouble(Long::doubleValue).toArray();
    }

    private boolean knows(String key) {
        return measured.stream().anyMatch(metrics -> metrics.containsKey(key));
    }

    private double[] values(String key) {
        return measured.stream().mapToDouble(m -> m.getOrDefault(key, Double.NaN)).toArray();
    }

    private void addBest(Composite.Builder result) {
        double[] losses = values("loss");
        int best = -1;
        for (int i = 0; i < losses.length; i++) {
            if (best < 0 ? !Double.isNaN(losses[i]) : losses[i] < losses[best]) {
                best = i;
            }
        }
        if (best >= 0) {
            result.scalar("best_loss", losses[best]).scalar("best_step", steps.get(best));
        }
    }

    private Table table() {
        TreeSet<String> keys = new TreeSet<>();
        measured.forEach(metrics -> keys.addAll(metrics.keySet()));
        TableRows rows = new TableRows().integers("step");
        keys.forEach(key -> rows.reals(key.replace('_', ' ')));
        for (int i = 0; i < measured.size(); i++) {
            List<Object> row = new ArrayList<>();
            row.add(steps.get(i));
            Map<String, Double> metrics = measured.get(i);
            keys.forEach(key -> row.add(metrics.getOrDefault(key, Double.NaN)));
            rows.add(row.toArray());
        }
        return Table.builder("Checkpoints").rows(rows).build();
    }
}
