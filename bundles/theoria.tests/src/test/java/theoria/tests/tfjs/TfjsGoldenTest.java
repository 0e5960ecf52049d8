package theoria.tests.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.keras.KerasLoader;
import theoria.format.keras.KerasWeightsLoader;
import theoria.format.keras.TfjsLoader;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real model against another reader. Each golden model of Keras, written down as TensorFlow.js
 * does it, is the same network as from its HDF5 file, which is held against Keras's outputs
 * elsewhere.
 */
class TfjsGoldenTest {
    private static final String CONFIG = "_config.json";
    private static final String WEIGHTS = "model_weights/";

    /** Order of the tensors of a layer. */
    private static final List<String> ORDER = List.of("kernel", "alpha", "bias");

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> goldenModelsAreTheSameNetworks() throws IOException {
        try (Stream<Path> files = Files.walk(SharedFiles.require("data/keras/golden"))) {
            List<Path> configurations =
                    files.filter(file -> file.toString().endsWith(CONFIG))
                            .filter(file -> Files.exists(model(file)))
                            .filter(file -> !file.toString().matches(".*(lstm|rnn).*"))
                            .sorted()
                            .toList();
            assertThat(configurations).hasSizeGreaterThan(10);
            return configurations.stream()
                    .map(
                            file ->
                                    DynamicTest.dynamicTest(
                                            file.getFileName() + "", () -> check(file)));
        }
    }

    /** MobileNetV2 with a trained head; the numbers are those of mobilenet.py beside this file. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRealNetworkGivesTheLogitsOfAnotherReader(Precision precision) throws Exception {
        Path zip = SharedFiles.require("data/tfjs/teachablemachine-image-model.zip");
        ImportedModel model = new TfjsLoader().load(zip);
        double[] expected = {-0.3869275916, 0.4331849677, -0.3769866724, 0.4108987211};
        Need need = new Need(EnumSet.of(Capability.FORWARD), precision, false);
        try (Network network =
                new ReferenceEngine().open(model.graph(), model.weights().to(precision), need)) {
            double[] found = network.scores(images()).toDoubles();
            assertThat(found).hasSize(expected.length);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-4 * Math.abs(expected[i])));
            }
        }
    }

    /** Two images by a formula that counts (n, h, w, c), with the channels put first. */
    private static Tensor images() {
        int places = 224 * 224;
        float[] numbers = new float[2 * 3 * places];
        for (int i = 0; i < numbers.length; i++) {
            int image = i / (3 * places);
            int at = (image * 3 + i % 3) * places + i / 3 % places;
            numbers[at] = (float) (Math.sin(0.001 * i) + 0.3 * Math.cos(0.37 * i));
        }
        return Tensor.of(Shape.of(2, 3, 224, 224), numbers);
    }

    private static Path model(Path configuration) {
        return Path.of(configuration.toString().replace(CONFIG, "_model.h5"));
    }

    private void check(Path configuration) throws Exception {
        ImportedModel keras = new KerasLoader().load(model(configuration));
        Path target = Files.createTempDirectory(folder, "tfjs");
        write(configuration, target);
        ImportedModel tfjs = new TfjsLoader().load(target);
        assertThat(tfjs.weights()).isEqualTo(keras.weights());
        assertThat(List.copyOf(tfjs.graph().nodes())).isEqualTo(List.copyOf(keras.graph().nodes()));
        assertThat(tfjs.graph().outputs()).isEqualTo(keras.graph().outputs());
    }

    private static void write(Path configuration, Path target) throws IOException, FormatException {
        JsonArray weights = new JsonArray();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (NamedTensors.Entry entry : stored(model(configuration))) {
            weights.add(described(entry));
            for (float number : entry.values().toFloats()) {
                bytes.putFloat(number);
            }
        }
        byte[] row = new byte[bytes.position()];
        bytes.flip().get(row);
        Files.write(target.resolve("group1-shard1of1.bin"), row);
        JsonArray paths = new JsonArray();
        paths.add("group1-shard1of1.bin");
        JsonObject group = new JsonObject();
        group.add("paths", paths);
        group.add("weights", weights);
        JsonArray manifest = new JsonArray();
        manifest.add(group);
        JsonObject model = new JsonObject();
        model.addProperty("format", "layers-model");
        model.add("modelTopology", JsonParser.parseString(Files.readString(configuration)));
        model.add("weightsManifest", manifest);
        Files.writeString(target.resolve("model.json"), model.toString());
    }

    private static List<NamedTensors.Entry> stored(Path h5) throws FormatException {
        return new KerasWeightsLoader()
                .load(h5).tensors().stream()
                        .filter(entry -> entry.name().startsWith(WEIGHTS))
                        .sorted(Comparator.comparing(TfjsGoldenTest::place))
                        .toList();
    }

    private static String last(NamedTensors.Entry entry) {
        String name = entry.name();
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
    }

    private static int place(NamedTensors.Entry entry) {
        return ORDER.indexOf(last(entry));
    }

    private static JsonObject described(NamedTensors.Entry entry) {
        Tensor tensor = entry.values();
        JsonArray shape = new JsonArray();
        for (int extent : tensor.shape().toArray()) {
            shape.add(extent);
        }
        String layer = entry.name().substring(WEIGHTS.length()).split("/")[0];
        JsonObject weight = new JsonObject();
        weight.addProperty("name", layer + "/" + last(entry));
        weight.add("shape", shape);
        weight.addProperty("dtype", "float32");
        return weight;
    }
}
