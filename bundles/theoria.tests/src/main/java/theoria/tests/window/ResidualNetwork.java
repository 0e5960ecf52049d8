package theoria.tests.window;

import org.eclipse.core.runtime.Platform;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.source.RegistryService;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain of residual blocks named as PyTorch names them, {@code layer1.0.conv1}, and so on. */
final class ResidualNetwork {
    private ResidualNetwork() {}

    /** The network of so many stages of so many blocks. */
    static NetworkGraph of(int stages, int blocks) {
        NetworkGraph.Builder graph = NetworkGraph.builder("residual");
        graph.input("x", Shape.of(1, 8, 8));
        convolution(graph, "conv", "x");
        String last = "conv";
        for (int stage = 1; stage <= stages; stage++) {
            for (int block = 0; block < blocks; block++) {
                last = block(graph, "layer" + stage + "." + block + ".", last);
            }
        }
        graph.add("mean", new Operator.Mean(List.of(1, 2), false), last);
        graph.add(
                new Node(
                        "fc",
                        new Operator.Dense(3),
                        List.of("mean"),
                        Map.of(Role.KERNEL, "fc.weight", Role.BIAS, "fc.bias")));
        return graph.build("fc");
    }

    private static String block(NetworkGraph.Builder graph, String name, String input) {
        convolution(graph, name + "conv1", input);
        Operator relu = new Operator.Activation(ActivationFunction.RELU, 0);
        graph.add(name + "relu1", relu, name + "conv1");
        convolution(graph, name + "conv2", name + "relu1");
        Operator add = new Operator.Arithmetic(Operator.ArithmeticKind.ADD);
        graph.add(name + "add", add, name + "conv2", input);
        graph.add(name + "relu2", relu, name + "add");
        return name + "relu2";
    }

    private static void convolution(NetworkGraph.Builder graph, String name, String input) {
        Operator convolution = new Operator.Convolution(4, Window.square(3, 1, 1), 1);
        Map<Role, String> kernel = Map.of(Role.KERNEL, name + ".weight");
        graph.add(new Node(name, convolution, List.of(input), kernel));
    }

    /** Puts it into the registry of the workbench under this name, and has the list read again. */
    static void register(String name, NetworkGraph graph) throws Exception {
        RegistryService.workspace()
                .orElseThrow()
                .registry()
                .register(
                        new NewVersion(
                                name,
                                graph,
                                Initialisation.HE.draw(graph, 1),
                                InputContract.IDENTITY,
                                new Lineage(Lineage.Kind.IMPORTED, "made by a test"),
                                Map.of(),
                                Optional.empty()));
        Class<?> desk = Platform.getBundle("theoria.ui").loadClass("theoria.ui.internal.desk.Desk");
        Object own = desk.getMethod("get").invoke(null);
        desk.getMethod("refresh").invoke(own);
    }
}
