package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

import theoria.core.model.data.InputContract;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.graph.Window;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.engine.dl4j.internal.net.NativeSetup;
import theoria.engine.reference.ReferenceEngine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is written is read back, here and by DL4J itself, with the same outputs. */
class Dl4jWriterTest {
    private static final int EXAMPLES = 3;

    @TempDir Path folder;

    @BeforeAll
    static void loadNatives() {
        NativeSetup.enter();
    }

    private static Model model(NetworkGraph graph, Weights weights) {
        return new Model(
                graph.name(),
                ModelHash.of(graph, weights),
                graph,
                weights,
                InputContract.IDENTITY,
                "test",
                List.of());
    }

    private static Model model(NetworkGraph graph) {
        return model(graph, Graphs.weights(graph, 3));
    }

    private Path written(Model model) throws Exception {
        Dl4jWriter writer = new Dl4jWriter();
        assertThat(writer.obstacle(model)).isEmpty();
        Path file = folder.resolve("model.zip");
        writer.write(model, file);
        return file;
    }

    private static double[] outputs(NetworkGraph graph, Weights weights) throws Exception {
        Need need = Need.of(Precision.DOUBLE, Capability.FORWARD);
        try (Network network = new ReferenceEngine().open(graph, weights, need)) {
            return network.scores(Graphs.batch(graph, EXAMPLES).inputs()).toDoubles();
        }
    }

    private void check(Model model) throws Exception {
        Path file = written(model);
        assertThat(new Dl4jLoader().recognises(FileProbe.of(file))).isTrue();
        ImportedModel read = new Dl4jLoader().load(file);
        assertThat(read.graph().inputShape()).isEqualTo(model.graph().inputShape());
        assertThat(read.weights().precision()).isEqualTo(model.weights().precision());
        double[] logits = outputs(model.graph(), model.weights());
        assertThat(outputs(read.graph(), read.weights())).containsExactly(logits);
        checkByDl4j(file, model, logits);
    }

    /** DL4J puts out the softmax of the logits; in single precision it rounds on the way. */
    private static void checkByDl4j(Path file, Model model, double[] logits) throws Exception {
        ComputationGraph net = ModelSerializer.restoreComputationGraph(file.toFile());
        Tensor inputs = Graphs.batch(model.graph(), EXAMPLES).inputs();
        long[] extents = java.util.Arrays.stream(inputs.shape().toArray()).asLongStream().toArray();
        INDArray batch = Nd4j.create(inputs.toDoubles(), extents, net.params().dataType());
        double[] found = net.outputSingle(batch).dup('c').data().asDouble();
        INDArray rows = Nd4j.create(logits, new long[] {EXAMPLES, logits.length / EXAMPLES});
        double[] expected = Transforms.softmax(rows).data().asDouble();
        double tolerance = model.weights().precision() == Precision.FLOAT ? 1e-5 : 1e-10;
        assertThat(found).containsExactly(expected, within(tolerance));
    }

    @Test
    void branchesNormsAndDropout() throws Exception {
        check(model(Graphs.smooth(0.5)));
        check(model(Graphs.smooth(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet",
                "mlp:784-20-10:tanh",
                "seq:1x28x28,conv3x3x3,bn,relu,maxpool3,conv3x5x5s2p1,relu,gap,dense10",
                "seq:2x9x7,relu,gap,dense4",
                "seq:2x5x6,flatten,bn,dense4,tanh"
            })
    void theZooInSinglePrecision(String architecture) throws Exception {
        NetworkGraph graph = Architecture.parse(architecture, Shape.of(1, 28, 28), 10);
        check(model(graph, Initialisation.HE.draw(graph, 3)));
    }

    @Test
    void layersThatAreRare() throws Exception {
        Operator relu = new Operator.Activation(ActivationFunction.LEAKY_RELU, 0.25);
        NetworkGraph.Builder builder = NetworkGraph.builder("rare").input("x", Shape.of(48));
        builder.add("same", new Operator.Reshape(Shape.of(48)), "x");
        builder.add(
                new Node(
                        "first",
                        new Operator.Dense(48),
                        List.of("same"),
                        Map.of(Role.KERNEL, "first", Role.BIAS, "bias")));
        builder.add("image", new Operator.Reshape(Shape.of(3, 4, 4)), "first");
        builder.add("loss", relu, "image");
        builder.add("lrn", new Operator.LocalResponseNorm(3, 0.5, 0.75, 2), "loss");
        builder.add("pad", new Operator.Pad(List.of(0, 1, 0), List.of(0, 2, 1), 0), "lrn");
        Operator average =
                new Operator.Pooling(
                        Operator.PoolingKind.AVERAGE, Window.square(3, 2, 1), false, true);
        builder.add("pool", average, "pad");
        builder.add(
                new Node(
                        "bn",
                        new Operator.BatchNorm(1e-3),
                        List.of("pool"),
                        Map.of(Role.MEAN, "m", Role.VARIANCE, "v")));
        builder.add("alias", new Operator.Identity(), "bn");
        builder.add("mean", new Operator.Mean(List.of(1, 2), true), "alias");
        builder.add("flat", new Operator.Flatten(), "mean");
        builder.add(
                new Node("fc", new Operator.Dense(5), List.of("flat"), Map.of(Role.KERNEL, "w")));
        builder.add("end", new Operator.Identity(), "fc");
        check(model(builder.build("end")));
    }

    @Test
    void equalNetworksGiveEqualBytes() throws Exception {
        byte[] first = Files.readAllBytes(written(model(Graphs.smooth(0.5))));
        assertThat(Files.readAllBytes(written(model(Graphs.smooth(0.5))))).isEqualTo(first);
    }

    static Stream<List<Object>> refused() {
        NetworkGraph softmax =
                NetworkGraph.builder("s")
                        .input("x", Shape.of(4))
                        .add(dense("fc", "x", "w"))
                        .add("p", new Operator.Softmax(0, false), "fc")
                        .build("p");
        NetworkGraph shared =
                NetworkGraph.builder("s")
                        .input("x", Shape.of(4))
                        .add(dense("fc", "x", "w"))
                        .add(dense("fc2", "fc", "w"))
                        .build("fc2");
        NetworkGraph matrix =
                NetworkGraph.builder("s")
                        .input("x", Shape.of(4))
                        .add(dense("fc", "x", "w"))
                        .add("m", new Operator.Reshape(Shape.of(2, 2)), "fc")
                        .add("f", new Operator.Flatten(), "m")
                        .build("f");
        NetworkGraph image =
                NetworkGraph.builder("s")
                        .input("x", Shape.of(4))
                        .add("i", new Operator.Reshape(Shape.of(1, 2, 2)), "x")
                        .add("f", new Operator.Flatten(), "i")
                        .add(dense("fc", "f", "w"))
                        .build("fc");
        NetworkGraph empty =
                NetworkGraph.builder("s")
                        .input("x", Shape.of(4))
                        .add("f", new Operator.Flatten(), "x")
                        .build("f");
        return Stream.of(
                List.of(softmax, "Softmax 'p' at the end is taken for a part of the loss"),
                List.of(shared, "Dense 'fc2' shares its tensor 'w' with another layer"),
                List.of(matrix, "Reshape 'm' makes 2x2 of 4, which no layer of DL4J does"),
                List.of(image, "Reshape 'i' makes images of the input, which DL4J takes for"),
                List.of(empty, "a file of DL4J needs a layer with weights"));
    }

    private static Node dense(String name, String input, String kernel) {
        return new Node(name, new Operator.Dense(4), List.of(input), Map.of(Role.KERNEL, kernel));
    }

    @ParameterizedTest
    @MethodSource
    void refused(List<Object> row) {
        Model model = model((NetworkGraph) row.get(0));
        Dl4jWriter writer = new Dl4jWriter();
        assertThat(writer.obstacle(model).orElseThrow()).contains((String) row.get(1));
        Path file = folder.resolve("model.zip");
        assertThatThrownBy(() -> writer.write(model, file))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }
}
