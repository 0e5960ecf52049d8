package theoria.tests.support;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks so small that every study runs on them in a moment: plain, convolutional, residual. */
public final class SmallNetworks {
    private SmallNetworks() {}

    /** By name; all take 1x8x8 images or 64 numbers and have 3 outputs. */
    public static Map<String, Model> all() {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("mlp", model("mlp", Architecture.parse("mlp:64-5-3:tanh", Shape.of(64), 3)));
        String convolutional = "seq:1x8x8,conv3x3x4p1,relu,maxpool2,flatten,dense3";
        models.put("conv", model("conv", Architecture.parse(convolutional, Shape.of(1), 3)));
        models.put("residual", model("residual", residual()));
        return models;
    }

    private static Model model(String name, NetworkGraph graph) {
        Weights weights = Initialisation.HE.draw(graph, 5);
        return new Model(
                name,
                ModelHash.of(graph, weights),
                graph,
                weights,
                InputContract.IDENTITY,
                "built in",
                List.of());
    }

    private static NetworkGraph residual() {
        Operator convolution = new Operator.Convolution(2, Window.square(3, 1, 1), 1);
        Map<Role, String> norm =
                Map.of(
                        Role.SCALE,
                        "bn.weight",
                        Role.SHIFT,
                        "bn.bias",
                        Role.MEAN,
                        "bn.mean",
                        Role.VARIANCE,
                        "bn.var");
        return NetworkGraph.builder("residual")
                .input("x", Shape.of(1, 8, 8))
                .add(new Node("c1", convolution, List.of("x"), Map.of(Role.KERNEL, "c1.weight")))
                .add(new Node("bn", new Operator.BatchNorm(1e-5), List.of("c1"), norm))
                .add("relu", new Operator.Activation(ActivationFunction.RELU, 0), "bn")
                .add(new Node("c2", convolution, List.of("relu"), Map.of(Role.KERNEL, "c2.weight")))
                .add("sum", new Operator.Arithmetic(Operator.ArithmeticKind.ADD), "c2", "relu")
                .add("mean", new Operator.Mean(List.of(1, 2), false), "sum")
                .add(
                        new Node(
                                "fc",
                                new Operator.Dense(3),
                                List.of("mean"),
                                Map.of(Role.KERNEL, "fc.weight", Role.BIAS, "fc.bias")))
                .add("softmax", new Operator.Softmax(0, false), "fc")
                .build("softmax");
    }
}
