package theoria.core.model.load;

import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network as a study sees it, whether it comes from the registry or from a file.
 *
 * @param name as a person calls it, {@code digits-lenet:3} or a file name
 * @param hash SHA-256 of canonical graph and weights, hexadecimal
 * @param graph internal form
 * @param weights its numbers
 * @param contract how stored numbers become its input
 * @param origin where it comes from, for the provenance
 * @param trajectory the weights of its training path in order of steps, empty if there is none
 */
public record Model(
        String name,
        String hash,
        NetworkGraph graph,
        Weights weights,
        InputContract contract,
        String origin,
        List<Waypoint> trajectory) {

    /** Takes an immutable copy of the trajectory. */
    public Model {
        trajectory = List.copyOf(trajectory);
    }

    /**
     * A checkpoint of a training path; the weights are read when asked for.
     *
     * @param step number of updates made
     * @param weights reads them
     * @param metrics measured there, by name
     */
    public record Waypoint(long step, WeightsSource weights, Map<String, Double> metrics) {
        /** Takes an immutable copy. */
        public Waypoint {
            metrics = Map.copyOf(metrics);
        }

        /** A checkpoint of which nothing was measured. */
        public Waypoint(long step, WeightsSource weights) {
            this(step, weights, Map.of());
        }
    }

    /** Reads weights that may lie in a blob. */
    @FunctionalInterface
    public interface WeightsSource {
        /**
         * The weights.
         *
         * @throws FormatException if the blob is damaged
         */
        Weights read() throws FormatException;

        /**
         * The state of the optimiser there, as {@link
         * theoria.core.model.engine.TrainingState#optimiser} holds it; empty if it has none or it
         * is not known.
         *
         * @throws FormatException if the blob is damaged
         */
        default double[] optimiser() throws FormatException {
            return new double[0];
        }
    }

    /**
     * The examples as this network takes them: input contract applied, reshaped row-major or
     * transposed as the contract's layout says.
     *
     * @throws theoria.core.model.graph.ShapeException if the shapes do not fit, naming both
     */
    public Examples prepare(Examples raw) {
        return PreparedExamples.of(raw, contract, graph.inputShape());
    }

    /** What {@link #prepare} does to the examples, one sentence each, for the result's notes. */
    public List<String> preparationNotes(Examples raw) {
        List<String> notes = new ArrayList<>();
        PreparedExamples.reshaping(raw.shape(), contract, graph.inputShape()).ifPresent(notes::add);
        return notes;
    }
}
