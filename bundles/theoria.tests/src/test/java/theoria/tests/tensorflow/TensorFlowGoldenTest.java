package theoria.tests.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.tensorflow.TensorFlowLoader;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** What each node puts out, at 1e-4 of the largest number of TensorFlow's. */
class TensorFlowGoldenTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir Path folder;

    private static Path shared(String name) {
        return SharedFiles.require("data/tf/" + name);
    }

    private static Tensor golden(Path file) throws IOException {
        String shape = file.toString().replaceAll("csv$", "shape");
        double[] numbers = numbers(file);
        double[] extents = numbers(Path.of(shape));
        return Tensor.of(
                Shape.of(Arrays.stream(extents).mapToInt(e -> (int) e).toArray()), numbers);
    }

    private static double[] numbers(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).strip().split("[\\s,]+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "mnist_softmax, input, FLOAT, 2",
        "mnist_softmax, input, DOUBLE, 2",
        "ae_00, input, FLOAT, 4",
        "ae_00, input, DOUBLE, 4",
        "conv_1, image, FLOAT, 4",
        "conv_1, image, DOUBLE, 4"
    })
    void eachNodeGivesWhatTensorFlowComputed(
            String name, String input, Precision precision, int compared) throws Exception {
        Path graph = shared(name).resolve("frozen_model.pb");
        assertThat(new TensorFlowLoader().recognises(FileProbe.of(graph))).isTrue();
        ImportedModel model = new TensorFlowLoader().load(graph);
        Tensor inputs = golden(shared(name).resolve(input + ".placeholder.csv"));
        int count = compareNodes(shared(name), model, inputs, precision);
        assertThat(count).isEqualTo(compared);
    }

    /** In these files the input is a constant; it is made a placeholder again. */
    @ParameterizedTest
    @CsvSource({
        "cnn2d_layers-channels_last_b1_k2_s1_d1_SAME_elu, 5, 5, 2, FLOAT, 3",
        "cnn2d_layers-channels_last_b1_k2_s1_d1_SAME_elu, 5, 5, 2, DOUBLE, 3",
        "cnn2d_layers-channels_first_b1_k2_s1_d1_SAME_relu6, 2, 5, 5, FLOAT, 2",
        "cnn2d_layers-channels_first_b1_k2_s1_d1_SAME_relu6, 2, 5, 5, DOUBLE, 2"
    })
    void imagesInBothOrders(
            String name, int first, int second, int third, Precision precision, int compared)
            throws Exception {
        byte[] frozen = Files.readAllBytes(shared(name).resolve("frozen_model.pb"));
        byte[] fed = FedGraph.of(frozen, "in_0", -1, first, second, third);
        Path file = Files.write(folder.resolve("fed.pb"), fed);
        ImportedModel model = new TensorFlowLoader().load(file);
        assertThat(model.graph().inputShape()).isEqualTo(Shape.of(2, 5, 5));
        assertThat(model.graph().parameterCount()).isEqualTo(2 * 2 * 2 * 3 + 3);
        Tensor inputs = golden(shared(name).resolve("in_0.0.prediction_inbw.csv"));
        assertThat(compareNodes(shared(name), model, inputs, precision)).isEqualTo(compared);
    }

    @Test
    void aGraphWithoutAnInputIsRefused() {
        String name = "cnn2d_layers-channels_last_b1_k2_s1_d1_SAME_elu/frozen_model.pb";
        assertThatThrownBy(() -> new TensorFlowLoader().load(shared(name)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("Placeholder");
    }

    /** The number of nodes that were compared. */
    private static int compareNodes(
            Path goldens, ImportedModel model, Tensor inputs, Precision precision)
            throws Exception {
        int compared = 0;
        NetworkGraph graph = model.graph();
        boolean channelsLast = !goldens.toString().contains("channels_first");
        boolean image = graph.inputShape().rank() == 3;
        Tensor fed = channelsLast && image ? channelsFirst(inputs) : inputs;
        for (Node node : graph.nodes()) {
            boolean biased = node.block(Role.BIAS).isPresent();
            String source = node.name().replaceAll(" channels last$", "");
            String word = biased ? source.replaceAll("Conv2D|MatMul", "BiasAdd") : source;
            Path file = goldens.resolve(word.replace("/", "____") + ".0.prediction_inbw.csv");
            if (!Files.exists(file) || node.operator() instanceof Operator.Input) {
                continue;
            }
            Tensor expected = golden(file);
            Tensor found = scores(model, graph.withOutput(node.name()), fed, precision);
            boolean places = expected.shape().rank() > 3 && source.equals(node.name());
            compare(word, places && channelsLast ? channelsFirst(expected) : expected, found);
            compared++;
        }
        Path last = goldens.resolve("output.prediction.csv");
        if (Files.exists(last)) {
            compare("output", golden(last), scores(model, graph, fed, precision));
        }
        return compared;
    }

    private static Tensor scores(
            ImportedModel model, NetworkGraph graph, Tensor inputs, Precision precision)
            throws Exception {
        Need need = new Need(EnumSet.of(Capability.FORWARD), precision, false);
        try (Network network =
                new ReferenceEngine().open(graph, model.weights().to(precision), need)) {
            return network.scores(inputs);
        }
    }

    private static void compare(String what, Tensor expected, Tensor found) {
        double largest = Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElse(0);
        assertThat(found.size()).as(what).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(found.get(i) - expected.get(i)))
                    .as(what + ", number " + i)
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }
    }

    /** (N, places..., C) to (N, C, places...). */
    private static Tensor channelsFirst(Tensor images) {
        int rank = images.shape().rank();
        int channels = images.shape().extent(-1);
        int places = images.size() / images.shape().extent(0) / channels;
        double[] turned = new double[images.size()];
        for (int i = 0; i < turned.length; i++) {
            int example = i / (places * channels);
            int place = i / channels % places;
            turned[(example * channels + i % channels) * places + place] = images.get(i);
        }
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < rank - 1; axis++) {
            extents.add(images.shape().extent(axis));
        }
        extents.add(1, channels);
        return Tensor.of(Shape.of(extents), turned);
    }

    @Test
    void aLeNetWithoutAShapeThatEndsInAnArgMax() throws Exception {
        ImportedModel model = new TensorFlowLoader().load(shared("lenet_frozen.pb"));
        NetworkGraph graph = model.graph();
        assertThat(graph.inputShape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(graph.output()).isEqualTo("Lenet/fc9_1/Relu");
        assertThat(graph.classes()).isEqualTo(10);
        int convolutions = 25 * 6 + 6 + 25 * 6 * 16 + 16 + 25 * 16 * 120 + 120;
        assertThat(graph.parameterCount()).isEqualTo(convolutions + 120 * 84 + 84 + 84 * 10 + 10);
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("ArgMax"));
        List<String> kinds = new ArrayList<>();
        graph.nodes().forEach(node -> kinds.add(node.operator().title()));
        assertThat(kinds)
                .containsExactly(
                        "Input",
                        "Convolution",
                        "ReLU",
                        "Pooling",
                        "Convolution",
                        "ReLU",
                        "Pooling",
                        "Convolution",
                        "ReLU",
                        "Reshape",
                        "Flatten",
                        "Dense",
                        "ReLU",
                        "Dense",
                        "ReLU");
    }
}
