package theoria.study.landscape.internal.grid;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A landscape that was computed elsewhere: coordinates and quantities over them. Read are
 *
 * <ul>
 *   <li>files of Li et al. (HDF5): xcoordinates, ycoordinates, train_loss, train_acc, test_loss
 *       ...; row = y; accuracies in percent, here fractions; -1 where nothing was computed
 *   <li>files of this workbench and its like (npz): x or t, y, loss, accuracy ...; row = y
 *   <li>Landscaper (npz): coordinates (2, n), loss
 *   <li>mode connectivity (npz): ts, tr_loss, tr_acc, te_loss ...; accuracies and errors in percent
 * </ul>
 *
 * @param x abscissae
 * @param y ordinates, empty for a line
 * @param quantities by name, in file order: row-major, NaN where nothing was computed
 * @param missing how many cells of the first quantity were marked as not computed, in files of Li
 *     et al. and of mode connectivity
 */
public record StoredGrid(double[] x, double[] y, Map<String, double[]> quantities, int missing) {
    private static final String[] ABSCISSAE = {"x", "xcoordinates", "ts", "t"};
    private static final String[] ORDINATES = {"y", "ycoordinates"};
    private static final double PERCENT = 100;

    /** Whether it is a line. */
    public boolean isLine() {
        return y.length == 0;
    }

    /**
     * Finds a landscape among the tensors of a file.
     *
     * @throws FormatException if there are no coordinates, or nothing over them
     */
    public static StoredGrid of(NamedTensors tensors, Path file) throws FormatException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        tensors.tensors().forEach(entry -> arrays.put(entry.name(), entry.values()));
        boolean foreign = arrays.containsKey("xcoordinates") || arrays.containsKey("ts");
        double[] x = first(arrays, ABSCISSAE).orElse(new double[0]);
        double[] y = first(arrays, ORDINATES).orElse(new double[0]);
        Tensor both = arrays.get("coordinates");
        if (x.length == 0 && both != null && both.shape().rank() == 2) {
            int n = both.shape().extent(1);
            double[] values = both.toDoubles();
            x = Arrays.copyOf(values, n);
            y = both.shape().extent(0) == 2 ? Arrays.copyOfRange(values, n, 2 * n) : y;
        }
        if (x.length == 0) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' has no coordinates; expected x and y, t, xcoordinates and"
                            + " ycoordinates, coordinates or ts");
        }
        Map<String, double[]> quantities = new LinkedHashMap<>();
        Map<String, Integer> missing = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            if (isOver(array.getKey(), array.getValue(), x.length, y.length)) {
                double[] values = array.getValue().toDoubles().clone();
                missing.put(array.getKey(), foreign ? convert(array.getKey(), values) : 0);
                quantities.put(array.getKey(), values);
            }
        }
        if (quantities.isEmpty()) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' has nothing over its coordinates; expected arrays of "
                            + (y.length == 0 ? "" : y.length + " x ")
                            + x.length
                            + " numbers");
        }
        Map<String, double[]> sorted = lossFirst(quantities);
        String first = sorted.keySet().iterator().next();
        return new StoredGrid(x, y, sorted, missing.getOrDefault(first, 0));
    }

    private static Optional<double[]> first(Map<String, Tensor> arrays, String[] names) {
        for (String name : names) {
            Tensor array = arrays.get(name);
            if (array != null) {
                return Optional.of(array.toDoubles().clone());
            }
        }
        return Optional.empty();
    }

    private static boolean isOver(String name, Tensor array, int columns, int rows) {
        if (Arrays.asList(ABSCISSAE).contains(name) || Arrays.asList(ORDINATES).contains(name)) {
            return false;
        }
        return rows == 0
                ? array.shape().rank() == 1 && array.size() == columns
                : array.shape().rank() == 2
                        && array.shape().extent(0) == rows
                        && array.shape().extent(1) == columns;
    }

    /** Turns percent into fractions and -1 into NaN; the number of the latter. */
    private static int convert(String name, double[] values) {
        String word = name.toLowerCase(Locale.ROOT);
        boolean percent = word.endsWith("_acc") || word.endsWith("_err");
        int missing = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == -1) {
                values[i] = Double.NaN;
                missing++;
            } else if (percent) {
                values[i] /= PERCENT;
            }
        }
        return missing;
    }

    private static Map<String, double[]> lossFirst(Map<String, double[]> quantities) {
        Map<String, double[]> sorted = new LinkedHashMap<>();
        double[] train = quantities.get("train_loss"); // HDF5 keeps no order of its data sets
        if (train != null) {
            sorted.put("train_loss", train);
        }
        quantities.forEach(
                (name, values) -> {
                    if (name.contains("loss") && !name.contains("stderr")) {
                        sorted.putIfAbsent(name, values);
                    }
                });
        quantities.forEach(sorted::putIfAbsent);
        return sorted;
    }
}
