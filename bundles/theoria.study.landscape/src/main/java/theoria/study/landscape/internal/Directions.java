package theoria.study.landscape.internal;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.study.StudyException;

import java.nio.file.Path;
import java.util.Map;

/** Directions in the space of weights, flat like the parameter vector. */
public final class Directions {
    private Directions() {}

    /**
     * A Gaussian direction: each block from a stream of its own, so that it depends on the seed,
     * the direction's name and the block's name only.
     */
    public static double[] random(
            NetworkGraph graph, double[] weights, long seed, String name, Normalisation how) {
        double[] direction = new double[graph.parameterCount()];
        SeededRandom random = new SeededRandom(seed).split(name);
        for (Block block : graph.trainableBlocks()) {
            double[] values = new double[block.size()];
            random.split(block.name()).nextGaussians(values);
            System.arraycopy(values, 0, direction, block.offset(), values.length);
        }
        how.apply(graph, weights, direction);
        return direction;
    }

    /**
     * Flat {@code dx} and {@code dy} of an npz archive, used as they are.
     *
     * @throws StudyException if the file or one of them is missing, or does not have P numbers
     */
    public static double[][] read(Path file, int parameters) throws StudyException {
        try {
            Map<String, NpyArray> arrays = NpzFile.read(file);
            return new double[][] {
                flat(arrays.get("dx"), "dx", file, parameters),
                flat(arrays.get("dy"), "dy", file, parameters)
            };
        } catch (FormatException e) {
            throw new StudyException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double[] flat(
            @org.jspecify.annotations.Nullable NpyArray array,
            String key,
            Path file,
            int parameters)
            throws StudyException {
        if (array == null || array.size() != parameters) {
            throw new StudyException(
                    "'"
                            + file.getFileName()
                            + "' has "
                            + (array == null ? "no " + key : key + " of " + array.shape())
                            + "; expected "
                            + parameters
                            + " numbers, one per parameter");
        }
        return array.toDoubles();
    }

    /** Cosine of the angle between two directions. */
    public static double cosine(double[] a, double[] b) {
        double product = 0;
        double squaredA = 0;
        double squaredB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squaredA += a[i] * a[i];
            squaredB += b[i] * b[i];
        }
        return product / Math.sqrt(squaredA * squaredB);
    }
}
