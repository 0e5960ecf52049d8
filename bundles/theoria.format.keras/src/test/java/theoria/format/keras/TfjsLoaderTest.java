package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

class TfjsLoaderTest {
    private static final String ONE_LAYER =
            """
            {"modelTopology": {"class_name": "Sequential", "config": [{"class_name": "Dense",
             "config": {"name": "d", "units": 1, "use_bias": false, "batch_input_shape": [null, 2]}}]},
             "weightsManifest": [{"paths": ["w"], "weights": [{"name": "d/kernel",
             "shape": [2, 1], TYPE}]}]}
            """;

    @TempDir Path folder;

    private final TfjsLoader loader = new TfjsLoader();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void folderFileAndZipAreTheSameNetworkAsHdf5() throws Exception {
        byte[] row = SmallModels.row();
        String json = SmallModels.tfjs("softmax", "a.bin", "b.bin");
        Path file = write("model.json", json);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("deep/model.json", SmallModels.utf8(json));
        for (String shard : List.of("a.bin", "b.bin")) { // a tensor lies across the two
            boolean first = shard.equals("a.bin");
            byte[] part = Arrays.copyOfRange(row, first ? 0 : 30, first ? 30 : row.length);
            Files.write(folder.resolve(shard), part);
            entries.put("deep/" + shard, part);
        }
        Path zip = Files.write(folder.resolve("model.zip"), SmallModels.zip(entries));
        Path h5 = Files.write(folder.resolve("m.h5"), SmallModels.hdf5("softmax", "2.4.0"));
        ImportedModel keras = new KerasLoader().load(h5);
        for (Path path : List.of(folder, file, zip)) {
            assertThat(loader.recognises(FileProbe.of(path))).isTrue();
            ImportedModel model = loader.load(path);
            assertThat(model.weights()).isEqualTo(keras.weights());
            assertThat(List.copyOf(model.graph().nodes()))
                    .isEqualTo(List.copyOf(keras.graph().nodes()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"dtype\": \"float32\"', '0000803f000000c0', 1, -2",
        "'\"dtype\": \"float16\"', '003c00c0', 1, -2",
        "'\"dtype\": \"int32\"', '01000000feffffff', 1, -2",
        "'\"dtype\": \"uint8\"', '01fe', 1, 254",
        "'\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint8\", \"scale\": 0.5, "
                + "\"min\": -2}', '0600', 1, -2",
        "'\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint16\", \"scale\": 0.25, "
                + "\"min\": 0}', '04000001', 1, 64",
        "'\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"float16\"}', '003c0100', 1, "
                + "5.9604645e-8"
    })
    void numbersOfEachType(String type, String bytes, float first, float second) throws Exception {
        write("model.json", ONE_LAYER.replace("TYPE", type));
        Files.write(folder.resolve("w"), java.util.HexFormat.of().parseHex(bytes));
        assertThat(loader.load(folder).weights().parameters().toFloats())
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/hostname", "link", "gone", "a/../../secret", ""})
    void shardsLieInside(String path) throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.write(folder.resolve("secret"), new byte[8]);
        Files.createSymbolicLink(model.resolve("link"), folder.resolve("secret"));
        String json = ONE_LAYER.replace("TYPE", "\"dtype\": \"float32\"");
        Files.writeString(model.resolve("model.json"), json.replace("\"w\"", "\"" + path + "\""));
        assertThatThrownBy(() -> loader.load(model))
                .isInstanceOf(FormatException.class)
                .message()
                .matches("'model': .*(outside|missing).*");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"modelTopology\": {\"node\": []}, \"format\": \"graph-model\"}', graph model",
        "'{\"modelTopology\": null}', 'modelTopology'",
        "'{\"modelTopology\": {\"class_name\": \"Sequential\", \"config\": []}}', weightsManifest",
        "'{', JSON"
    })
    void whatIsNoLayersModelIsRefused(String json, String word) throws Exception {
        write("model.json", json);
        assertThatThrownBy(() -> loader.load(folder))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(word);
    }

    @Test
    void bytesThatAreNotThereAreNotAllocated() throws Exception {
        String json = ONE_LAYER.replace("TYPE", "\"dtype\": \"float32\"");
        write("model.json", json.replace("[2, 1]", "[500000000, 1]"));
        Files.write(folder.resolve("w"), new byte[8]);
        assertThatThrownBy(() -> loader.load(folder))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("8 bytes; expected 2000000000");
    }

    @ParameterizedTest
    @CsvSource({"2.4.0, 0.2", "3.1.0, 0.16666666666666666"})
    void hardSigmoidIsThatOfItsVersion(String version, double slope) throws Exception {
        Path h5 = Files.write(folder.resolve("m.h5"), SmallModels.hdf5("hard_sigmoid", version));
        Path keras =
                Files.write(
                        folder.resolve("m.keras"),
                        SmallModels.archive(
                                SmallModels.layers("hard_sigmoid"),
                                SmallModels.variables(),
                                "{\"keras_version\": \"" + version + "\"}"));
        Operator expected = new Operator.Activation(ActivationFunction.HARD_SIGMOID, slope, 0.5);
        for (NetworkGraph graph :
                List.of(
                        new KerasLoader().load(h5).graph(),
                        new KerasArchiveLoader().load(keras).graph())) {
            assertThat(graph.node(graph.output()).operator()).isEqualTo(expected);
        }
    }

    @Test
    void aSoftmaxThatIsTakenOffLeavesNoNode() throws Exception {
        Path h5 = Files.write(folder.resolve("m.h5"), SmallModels.hdf5("softmax", "2.4.0"));
        ImportedModel model = new KerasLoader().load(h5);
        assertThat(model.graph().output()).isEqualTo("dense");
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("softmax"));
        assertThat(model.graph().nodes())
                .noneMatch(node -> node.operator() instanceof Operator.Softmax);
    }

    @Test
    void aRealModelInEachForm() throws Exception {
        Path zip = SharedFiles.require("data/tfjs/teachablemachine-image-model.zip");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(file.entries())) {
                Files.copy(file.getInputStream(entry), folder.resolve(entry.getName()));
            }
        }
        ImportedModel model = loader.load(zip);
        // MobileNetV2, alpha 0.35, has 410208 numbers as published; then 1280 x 100 + 100, 100 x 2
        assertThat(model.graph().parameterCount()).isEqualTo(396_128 + 128_100 + 200);
        assertThat(model.graph().bufferCount()).isEqualTo(410_208 - 396_128);
        assertThat(model.contract().classNames()).containsExactly("Class 1", "Class 2");
        assertThat(loader.load(folder).weights()).isEqualTo(model.weights());
        assertThat(loader.load(folder.resolve("model.json")).weights()).isEqualTo(model.weights());
    }
}
