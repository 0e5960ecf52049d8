package theoria.runtime.cli;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.runtime.catalogue.Catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least time that work of known size takes on this machine: its floating-point operations, two
 * for each multiply-accumulate, at the rate that products of large matrices reach now, in single
 * precision on the same threads. These are dense layers of 1,024 units on 2,048 examples, in the
 * engine that computes forward passes.
 */
final class MatrixFloor {
    private static final int UNITS = 1024;
    private static final int EXAMPLES = 2048;

    private final double operationsPerSecond;

    /** Measures the rate, in about a second. */
    MatrixFloor(Catalogue catalogue, int threads) throws Exception {
        String layers = "mlp:" + UNITS + "-" + UNITS + "-" + UNITS;
        Model dense = BenchCommand.drawn("dense layers", layers, Shape.of(UNITS), UNITS);
        try (ForwardBench bench = new ForwardBench(catalogue, dense, EXAMPLES, threads)) {
            double operations = 2.0 * LayerCost.macs(dense.graph()) * EXAMPLES;
            operationsPerSecond = operations / bench.timing(1).least();
        }
    }

    /**
     * Facts of a line: {@code tflop} of some passes, {@code matrix_gflops} as measured, and what
     * follows, {@code floor_seconds}.
     *
     * @param passes of one example each, by every network
     */
    Map<String, Object> facts(List<Model> models, double passes) {
        double operations = 0;
        for (Model model : models) {
            operations += 2 * passes * LayerCost.macs(model.graph());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tflop", Timing.rounded(operations / 1e12));
        facts.put("matrix_gflops", Timing.rounded(operationsPerSecond / 1e9));
        facts.put("floor_seconds", Timing.rounded(operations / operationsPerSecond));
        return facts;
    }
}
