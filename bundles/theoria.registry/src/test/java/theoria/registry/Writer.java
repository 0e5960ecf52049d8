package theoria.registry;

import theoria.core.model.data.InputContract;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that registers versions and checkpoints until it is killed, telling each commit. */
final class Writer {
    private Writer() {}

    /** Arguments: workspace, model name, how many versions. */
    public static void main(String[] arguments) throws Exception {
        try (SqliteRegistry registry = SqliteRegistry.open(Path.of(arguments[0]))) {
            String trajectory = registry.openTrajectory("key " + arguments[1], "test");
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                NewVersion version = version(arguments[1], i, 20_000);
                System.out.println("version " + registry.register(version).reference());
                TrainingState state =
                        new TrainingState(i, version.weights(), new double[] {i, i + 0.5});
                registry.addCheckpoint(trajectory, state, Map.of("loss", 1.0 / (i + 1)));
                System.out.println("checkpoint " + trajectory + " " + i);
                System.out.flush();
            }
        }
    }

    /** A dense network of the given number of inputs whose weights depend on i. */
    static NewVersion version(String name, int i, int inputs) {
        NetworkGraph graph =
                NetworkGraph.builder("net")
                        .input("x", Shape.of(inputs))
                        .add(
                                new Node(
                                        "fc",
                                        new Operator.Dense(2),
                                        List.of("x"),
                                        Map.of(Role.KERNEL, "w")))
                        .build("fc");
        float[] weights = new float[graph.parameterCount()];
        java.util.Arrays.fill(weights, i + 1);
        return new NewVersion(
                name,
                graph,
                Weights.of(weights, new float[0]),
                InputContract.parse("scale=1/255").withClassNames(List.of("no", "yes")),
                new Lineage(Lineage.Kind.IMPORTED, "test"),
                Map.of("accuracy", 0.5 + i),
                Optional.empty());
    }
}
