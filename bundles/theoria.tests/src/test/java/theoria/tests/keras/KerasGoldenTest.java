package theoria.tests.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.npy.NpyCodec;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.keras.KerasArchiveLoader;
import theoria.format.keras.KerasArchiveWeights;
import theoria.format.keras.KerasLoader;
import theoria.format.keras.KerasWeightsLoader;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Outputs at 1e-4 of the largest, and refusals that name the layer. */
class KerasGoldenTest {
    private static final double TOLERANCE = 1e-4;
    private static final String IO = "_inputs_and_outputs.h5";

    private static Path shared(String name) {
        return SharedFiles.require("data/keras/" + name);
    }

    private static List<Path> goldens() throws IOException {
        try (Stream<Path> files = Files.walk(shared("golden"))) {
            return files.filter(file -> file.toString().endsWith(IO)).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> modelsGiveWhatKerasComputed() throws IOException {
        return goldens().stream()
                .filter(file -> !recurrent(file))
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        String.valueOf(file.getFileName()), () -> compare(file)));
    }

    private static boolean recurrent(Path file) {
        return file.toString().contains("lstm") || file.toString().contains("rnn");
    }

    @Test
    void recurrentLayersAreRefusedByName() throws IOException {
        List<Path> recurrent = goldens().stream().filter(KerasGoldenTest::recurrent).toList();
        assertThat(recurrent).isNotEmpty();
        for (Path file : recurrent) {
            assertThatThrownBy(() -> new KerasLoader().load(model(file)))
                    .isInstanceOf(FormatException.class)
                    .message()
                    .matches(
                            ".*\\((LSTM|SimpleRNN)\\) is not supported; expected one of the"
                                    + " supported layers");
        }
    }

    private static Path model(Path io) {
        return Path.of(io.toString().replace(IO, "_model.h5"));
    }

    private static void compare(Path io) throws Exception {
        ImportedModel model = new KerasLoader().load(model(io));
        Tensor inputs = first(io, "inputs/");
        Tensor expected = first(io, "predictions/");
        boolean channelsLast = !io.toString().contains("_cf_");
        compare(model, inputs, expected, channelsLast);
    }

    private static Tensor first(Path file, String group) throws FormatException {
        return new KerasWeightsLoader()
                .load(file).tensors().stream()
                        .filter(entry -> entry.name().startsWith(group))
                        .findFirst()
                        .orElseThrow()
                        .values();
    }

    /** What Keras puts out in its own order of axes, and after the softmax that was taken off. */
    private static void compare(
            ImportedModel model, Tensor inputs, Tensor expected, boolean channelsLast)
            throws Exception {
        Need need = new Need(EnumSet.of(Capability.FORWARD), Precision.FLOAT, false);
        double[] values;
        try (Network network = new ReferenceEngine().open(model.graph(), model.weights(), need)) {
            boolean image = model.graph().inputShape().rank() == 3;
            Tensor fed = image && channelsLast ? toFirst(inputs) : inputs;
            values = network.scores(fed).toDoubles();
        }
        Shape output = model.graph().shape(model.graph().output());
        if (output.rank() == 2 && channelsLast) {
            values = toLast(values, output);
        }
        if (model.remarks().stream().anyMatch(remark -> remark.contains("softmax"))) {
            softmax(values, output.size());
        }
        double largest = Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElse(0);
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(values[i] - expected.get(i)))
                    .as("number " + i)
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }
    }

    /** (N, H, W, C) to (N, C, H, W). */
    private static Tensor toFirst(Tensor images) {
        int channels = images.shape().extent(3);
        int places = images.shape().extent(1) * images.shape().extent(2);
        float[] from = images.toFloats();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            int n = i / (places * channels);
            int place = i / channels % places;
            to[(n * channels + i % channels) * places + place] = from[i];
        }
        Shape shape = images.shape();
        return Tensor.of(Shape.of(shape.extent(0), channels, shape.extent(1), shape.extent(2)), to);
    }

    /** Per example (C, L) to (L, C). */
    private static double[] toLast(double[] values, Shape example) {
        int channels = example.extent(0);
        int places = example.extent(1);
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int n = i / (channels * places);
            int channel = i / places % channels;
            turned[(n * places + i % places) * channels + channel] = values[i];
        }
        return turned;
    }

    private static void softmax(double[] values, int classes) {
        for (int from = 0; from < values.length; from += classes) {
            double largest = Arrays.stream(values, from, from + classes).max().orElse(0);
            double sum = 0;
            for (int k = from; k < from + classes; k++) {
                values[k] = Math.exp(values[k] - largest);
                sum += values[k];
            }
            for (int k = from; k < from + classes; k++) {
                values[k] /= sum;
            }
        }
    }

    @Test
    void anImageClassifierWithBatchNormGivesItsPredictions() throws Exception {
        Path folder = shared("golden-cnn-bn");
        ImportedModel model = new KerasLoader().load(folder.resolve("cnn_batch_norm.h5"));
        compare(model, npy(folder, "input.npy"), npy(folder, "predictions.npy"), true);
    }

    private static Tensor npy(Path folder, String name) throws IOException, FormatException {
        var array = NpyCodec.read(Files.readAllBytes(folder.resolve(name)), name);
        return Tensor.of(array.shape(), array.toFloats());
    }

    @Test
    void theOldestFormGivesItsOutput() throws Exception {
        Path folder = shared("golden-cnn1");
        ImportedModel model = new KerasLoader().load(folder.resolve("cnn_tf_model.h5"));
        double[] input = numbers(folder.resolve("cnn_tf_input.txt"));
        double[] output = numbers(folder.resolve("cnn_tf_output.txt"));
        // the text has 24 lines of 8 numbers: three planes of 8x8
        compare(
                model,
                Tensor.of(Shape.of(1, 3, 8, 8), input),
                Tensor.of(Shape.of(1, 3), output),
                false);
    }

    private static double[] numbers(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "tfkeras/cnn2d_92.h5, LocallyConnected2D",
        "tfkeras/convlstm2d_0.h5, Bidirectional"
    })
    void whatIsNotSupportedIsNamed(String name, String kind) {
        assertThatThrownBy(() -> new KerasLoader().load(shared(name)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("(" + kind + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "elephas/elephas_model.h5, 55050",
        "gan/wgan_discriminator.h5, 97344",
        "tfkeras/cnn2d_100.h5, 60",
        "tfkeras/cnn2d_112.h5, 260",
        "tfkeras/cnn2d_76.h5, 99",
        "tfkeras/cnn3d_16.h5, 764",
        "tfkeras/cnn_1d_doublecount.h5.h5, 6192",
        "v3/mnist-mlp.keras, 109108"
    })
    void realFilesHaveTheirParameters(String name, int parameters) throws FormatException {
        Path file = shared(name);
        FileProbe probe = FileProbe.of(file);
        ModelLoader loader =
                Stream.of(new KerasLoader(), new KerasArchiveLoader())
                        .filter(reader -> reader.recognises(probe))
                        .findFirst()
                        .orElseThrow();
        assertThat(loader.load(file).graph().parameterCount()).isEqualTo(parameters);
    }

    @Test
    void aModelOfItsOwnClassCanBeLookedAt() throws FormatException {
        Path file = shared("v3/nested-container.keras");
        FileProbe probe = FileProbe.of(file);
        assertThat(new KerasArchiveLoader().recognises(probe)).isFalse();
        assertThat(new KerasArchiveWeights().recognises(probe)).isTrue();
        NamedTensors tensors = new KerasArchiveWeights().load(file);
        Map<String, Shape> shapes =
                tensors.tensors().stream()
                        .collect(
                                Collectors.toMap(
                                        NamedTensors.Entry::name, e -> e.values().shape()));
        assertThat(shapes).hasSize(5);
    }
}
