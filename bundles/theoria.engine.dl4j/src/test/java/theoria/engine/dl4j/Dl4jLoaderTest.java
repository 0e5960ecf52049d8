package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.engine.dl4j.internal.zip.ModelZip;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The loader on hand-made zips, on DL4J's own files and on damaged ones. */
class Dl4jLoaderTest {
    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    private static final String VERTICES = "org.deeplearning4j.nn.conf.graph.";
    private static final String IDENTITY =
            "'activationFn':{'@class':'org.nd4j.linalg.activations.impl.ActivationIdentity'}";
    private static final String SOFTMAX = IDENTITY.replace("Identity", "Softmax");
    private static final String MCXENT =
            "'lossFn':{'@class':'org.nd4j.linalg.lossfunctions.impl.LossMCXENT'}";

    @TempDir Path folder;

    private final Dl4jLoader loader = new Dl4jLoader();

    private static String layer(String className, String fields) {
        return "{'layer':{'@class':'" + LAYERS + className + "'," + fields + "}}";
    }

    private static String dense(String name, int in, int out) {
        return layer(
                "DenseLayer",
                "'layerName':'" + name + "','nin':" + in + ",'nout':" + out + "," + IDENTITY);
    }

    private static String convolution(String fields) {
        return layer("ConvolutionLayer", IDENTITY + "," + fields);
    }

    private static String layers(String... layers) {
        return ("{'confs':[" + String.join(",", layers) + "]}").replace('\'', '"');
    }

    private ImportedModel load(String configuration, int coefficients)
            throws FormatException, IOException {
        return loader.load(zip(configuration, coefficients));
    }

    private Path zip(String configuration, int coefficients) throws IOException {
        return new ModelZip()
                .configuration(configuration)
                .coefficients(coefficients)
                .write(folder.resolve("model.zip"));
    }

    private void refused(String configuration, int coefficients, String... parts)
            throws IOException {
        Path file = zip(configuration, coefficients);
        refused(file, parts);
    }

    private void refused(Path file, String... parts) {
        assertThatThrownBy(() -> loader.load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContainingAll(parts)
                .hasMessageMatching(".*; expected .*")
                .hasMessageNotContaining("\n");
    }

    private static double[] block(ImportedModel model, String name) {
        return model.weights().values(model.graph().block(name));
    }

    @Test
    void aDenseKernelIsTransposedByItsColumnOrder() throws Exception {
        ImportedModel model = load(layers(dense("fc", 3, 2)), 8);
        Block kernel = model.graph().block("fc.W");
        assertThat(kernel.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(block(model, "fc.W")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(block(model, "fc.b")).containsExactly(7, 8);
        assertThat(model.weights().precision()).isEqualTo(Precision.FLOAT);
    }

    @Test
    void theBiasOfAConvolutionComesBeforeItsKernel() throws Exception {
        String conv =
                convolution(
                        "'layerName':'conv','nin':1,'nout':2,'kernelSize':[2,2],'hasBias':true");
        ImportedModel model = load(layers(conv, dense("fc", 8, 1)), 19);
        assertThat(block(model, "conv.b")).containsExactly(1, 2);
        assertThat(block(model, "conv.W")).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(model.graph().block("conv.W").shape()).isEqualTo(Shape.of(2, 1, 2, 2));
        assertThat(model.graph().inputShape()).isEqualTo(Shape.of(1, 3, 3));
    }

    @ParameterizedTest
    @CsvSource({"false, 4", "true, 100000000"})
    void aVarianceMayBeStoredAsTheLogarithmOfTheDeviation(boolean logarithm, double variance)
            throws Exception {
        String norm =
                layer("BatchNormalization", "'layerName':'bn','nout':1,'useLogStd':" + logarithm);
        ImportedModel model = load(layers(norm), 4);
        assertThat(block(model, "bn.gamma")).containsExactly(1);
        assertThat(block(model, "bn.beta")).containsExactly(2);
        assertThat(block(model, "bn.mean")).containsExactly(3);
        assertThat(block(model, "bn.var")).containsExactly(variance);
    }

    @Test
    void lockedGammaAndBetaAreNotStored() throws Exception {
        String norm = layer("BatchNormalization", "'layerName':'bn','nout':1,'lockGammaBeta':true");
        ImportedModel model = load(layers(norm), 2);
        assertThat(model.graph().parameterCount()).isZero();
        assertThat(block(model, "bn.mean")).containsExactly(1);
    }

    @Test
    void layerNamesAreKeptAndTheSoftmaxOfTheHeadIsTakenOff() throws Exception {
        String output =
                layer(
                        "OutputLayer",
                        "'layerName':'head','nin':2,'nout':2," + SOFTMAX + "," + MCXENT);
        ImportedModel model = load(layers(dense("body", 2, 2), output), 12);
        assertThat(model.graph().nodes())
                .extracting(Node::name)
                .containsExactly("input", "body", "head");
        assertThat(model.remarks()).anyMatch(remark -> remark.contains("softmax"));
    }

    @Test
    void aSameConvolutionPadsTheOddPlaceAfter() throws Exception {
        String conv =
                convolution(
                        "'layerName':'conv','nin':1,'nout':1,'kernelSize':[2,4],"
                                + "'convolutionMode':'Same','hasBias':false");
        ImportedModel model = load(layers(conv, dense("fc", 25, 1)), 34);
        Operator.Convolution operator =
                (Operator.Convolution) model.graph().node("conv").operator();
        assertThat(operator.window().padBefore()).containsExactly(0, 1);
        assertThat(operator.window().padAfter()).containsExactly(1, 2);
    }

    @Test
    void aPreprocessorBeforeTheFirstLayerTellsTheSizeOfImages() throws Exception {
        String json =
                layers(convolution("'nin':1,'nout':1,'kernelSize':[2,2]"))
                        .replaceFirst(
                                "^\\{",
                                "{\"inputPreProcessors\":{\"0\":{\"feedForwardToCnn\":"
                                    + "{\"inputHeight\":5,\"inputWidth\":7,\"numChannels\":1}}},");
        assertThat(load(json, 5).graph().inputShape()).isEqualTo(Shape.of(1, 5, 7));
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1x28x28, 2 x 1", "28, 3, 1x28x28, 28 x 3", "3, 40, 1x40x40, 3 x 40"})
    void anImageSizeThatNothingTellsIsChosenAndSaid(
            int height, int width, String shape, String least) throws Exception {
        String conv = convolution("'nin':1,'nout':1,'kernelSize':[" + height + "," + width + "]");
        ImportedModel model = load(layers(conv), height * width + 1);
        assertThat(model.graph().inputShape()).hasToString(shape);
        assertThat(model.remarks())
                .anyMatch(remark -> remark.contains("its layers take sizes from " + least + " on"));
    }

    @Test
    void aStrictWindowLeavesNoRestOfTheSizeChosen() throws Exception {
        String conv =
                convolution(
                        "'nin':1,'nout':1,'kernelSize':[2,2],'stride':[3,3],"
                                + "'convolutionMode':'Strict'");
        assertThat(load(layers(conv), 5).graph().inputShape()).isEqualTo(Shape.of(1, 29, 29));
    }

    @Test
    void anImageSizeThatNothingAllowsIsRefused() throws Exception {
        refused(
                layers(convolution("'nin':1,'nout':1,'kernelSize':[1,1025]")),
                1026,
                "size of the images");
        refused(
                layers(convolution("'nin':1,'nout':1,'kernelSize':[2,2]"), dense("fc", 3, 1)),
                9,
                "size of the images");
    }

    @Test
    void retainingProbabilityBecomesDropRate() throws Exception {
        String json =
                layers(dense("fc", 2, 1))
                        .replace(
                                "\"nin\"",
                                "\"idropout\":{\"@class\":\"org.deeplearning4j.nn.conf.dropout."
                                        + "Dropout\",\"p\":0.75},\"nin\"");
        NetworkGraph graph = load(json, 3).graph();
        assertThat(graph.node("fc").inputs()).containsExactly("fc.dropout");
        assertThat(graph.node("fc.dropout").operator()).isEqualTo(new Operator.Dropout(0.25));
    }

    @Test
    void theVerticesOfAGraphLieInTheStoredOrder() throws Exception {
        String json = branches("'topologicalOrderStr':['in','b','a','sum'],");
        ImportedModel model = load(json, 4);
        assertThat(block(model, "b.W")).containsExactly(1);
        assertThat(block(model, "a.W")).containsExactly(3);
        assertThat(model.graph().node("sum").inputs()).containsExactly("a", "b");
    }

    @Test
    void withoutAStoredOrderTheVerticesAreSorted() throws Exception {
        ImportedModel model = load(branches(""), 4);
        assertThat(block(model, "a.W")).containsExactly(1);
        assertThat(block(model, "b.W")).containsExactly(3);
    }

    private static String branches(String order) {
        String vertex = "{'@class':'" + VERTICES + "LayerVertex','layerConf':%s}";
        return ("{'networkInputs':['in'],'networkOutputs':['sum'],"
                        + order
                        + "'vertexInputs':{'a':['in'],'b':['in'],'sum':['a','b']},'vertices':{'a':"
                        + String.format(vertex, dense("a", 1, 1))
                        + ",'b':"
                        + String.format(vertex, dense("b", 1, 1))
                        + ",'sum':{'@class':'"
                        + VERTICES
                        + "ElementWiseVertex','op':'Add'}}}")
                .replace('\'', '"');
    }

    @Test
    void aCircleIsRefused() throws Exception {
        String json = branches("").replace("\"a\":[\"in\"]", "\"a\":[\"sum\"]");
        refused(json, 4, "configuration.json", "order");
    }

    @Test
    void anUnknownVertexIsRefusedByName() throws Exception {
        String json = branches("").replace("ElementWiseVertex", "L2Vertex");
        refused(json, 4, "vertex 'sum'", "L2Vertex");
    }

    @Test
    void anUnknownLayerIsRefusedByName() throws Exception {
        String json = layers(dense("fc", 2, 1)).replace("DenseLayer", "LSTM");
        refused(
                json,
                3,
                "layer 'fc' is of class '"
                        + LAYERS
                        + "LSTM', which is not supported; expected one of a feed-forward network");
    }

    @Test
    void anotherPackageIsRefusedThoughTheClassIsCalledDenseLayer() throws Exception {
        String json = layers(dense("fc", 2, 1)).replace(LAYERS, "com.example.");
        refused(json, 3, "layer 'fc'", "com.example.DenseLayer");
    }

    @Test
    void anUnknownActivationOrLossIsRefusedByName() throws Exception {
        String json = layers(dense("fc", 2, 1));
        refused(json.replace("ActivationIdentity", "ActivationCube"), 3, "layer 'fc'", "Cube");
        String output = layer("OutputLayer", "'nin':2,'nout':1," + IDENTITY + "," + MCXENT);
        refused(layers(output).replace("LossMCXENT", "LossOdd"), 3, "layer 'layer0'", "LossOdd");
    }

    @Test
    void aForeignClassInAPartThatIsNotReadIsRefused() throws Exception {
        String json =
                layers(dense("fc", 2, 1))
                        .replace(
                                "\"nin\"",
                                "\"iupdater\":{\"@class\":\"com.example.Evil\"},\"nin\"");
        refused(json, 3, "com.example.Evil");
    }

    @Test
    void layersThatDoNotFitAreRefusedByName() throws Exception {
        refused(layers(dense("a", 2, 3), dense("b", 4, 1)), 14, "layer 'b'", "4", "3");
    }

    @Test
    void aCountOfNumbersThatOverflowsIsRefused() throws Exception {
        int large = 1 << 26;
        String conv =
                convolution("'nin':" + large + ",'nout':" + large + ",'kernelSize':[16384,16384]");
        refused(layers(conv), 3, "configuration.json");
        refused(layers(dense("a", large, large)), 3, "coefficients.bin");
    }

    @Test
    void otherEntriesAreNamedAndNotRead() throws Exception {
        byte[] canary = "\254\355 not to be read".getBytes(StandardCharsets.ISO_8859_1);
        Path file =
                new ModelZip()
                        .entry("preprocessor.bin", canary)
                        .configuration(layers(dense("fc", 2, 1)))
                        .coefficients(3)
                        .entry("normalizer.bin", canary)
                        .entry("objects/mine", canary)
                        .write(folder.resolve("canary.zip"));
        ImportedModel model = loader.load(damaged(file, "preprocessor.bin"));
        assertThat(model.remarks())
                .contains(
                        "Entry 'preprocessor.bin' was skipped unread.",
                        "Entry 'normalizer.bin' was skipped unread.",
                        "Entry 'objects/mine' was skipped unread.");
    }

    /** The zip with the first compressed bytes of an entry destroyed: reading it would fail. */
    private static Path damaged(Path file, String entry) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int data = text.indexOf(entry) + entry.length();
        Arrays.fill(bytes, data, data + 4, (byte) 0xff);
        return Files.write(file, bytes);
    }

    @Test
    void aDamagedEntryThatIsReadIsRefused() throws Exception {
        Path file = zip(layers(dense("fc", 2, 1)), 3);
        refused(damaged(file, "coefficients.bin"), "coefficients.bin");
    }

    @Test
    void aDamagedUpdaterStateIsRefused() throws Exception {
        byte[] state = ModelZip.array("FLOAT", 1, 2, 3);
        Path file =
                new ModelZip()
                        .configuration(layers(dense("fc", 2, 1)))
                        .coefficients(3)
                        .entry("updaterState.bin", Arrays.copyOf(state, state.length - 1))
                        .write(folder.resolve("updater.zip"));
        refused(file, "updaterState.bin");
    }

    @ParameterizedTest
    @CsvSource({"../x", "/etc/x", "..\\x", "a/../../x", "C:x"})
    void namesThatLeadOutAreRefused(String name) throws Exception {
        Path file =
                new ModelZip()
                        .configuration(layers(dense("fc", 2, 1)))
                        .coefficients(3)
                        .entry(name, new byte[1])
                        .write(folder.resolve("slip.zip"));
        refused(file, name, "leads out");
    }

    @Test
    void deeplyNestedJsonIsRefused() throws Exception {
        refused("{\"confs\":" + "[".repeat(100_000), 3, "configuration.json");
    }

    @Test
    void notANumberInTheWeightsIsSaid() throws Exception {
        Path file =
                new ModelZip()
                        .configuration(layers(dense("fc", 2, 1)))
                        .coefficients(1, Double.NaN, 2)
                        .write(folder.resolve("nan.zip"));
        assertThat(loader.load(file).remarks()).contains("1 weights are NaN or infinite.");
    }

    @Test
    void onlyModelZipsAreRecognised() throws Exception {
        assertThat(recognises(zip(layers(dense("fc", 2, 1)), 3))).isTrue();
        Path other = new ModelZip().entry("x.npy", new byte[9]).write(folder.resolve("other.npz"));
        assertThat(recognises(other)).isFalse();
        Path text = Files.writeString(folder.resolve("text"), "PK is no zip");
        assertThat(recognises(text)).isFalse();
        assertThat(recognises(folder)).isFalse();
    }

    private boolean recognises(Path file) throws FormatException {
        return loader.recognises(FileProbe.of(file));
    }

    @ParameterizedTest
    @CsvSource({
        "integration/LenetMnist/Model_RANDOM_INIT_UNTRAINED.zip, 1x28x28, 10, 431080",
        "integration/MLPMnist/Model_RANDOM_INIT_UNTRAINED.zip, 784, 10, 50890",
        "integration/MLPMoon/Model_RANDOM_INIT_UNTRAINED.zip, 2, 2, 102",
        "regression/050/050_ModelSerializer_Regression_CNN_1.zip, 3x28x28, 5, 10184",
        "regression/050/050_ModelSerializer_Regression_MLP_1.zip, 3, 5, 41",
        "regression/050/050_ModelSerializer_Regression_MLP_2.zip, 3, 5, 41",
        "regression/071/071_ModelSerializer_Regression_MLP_1.zip, 3, 5, 41",
        "regression/071/071_ModelSerializer_Regression_MLP_2.zip, 3, 5, 41"
    })
    void filesOfDl4jLoad(String file, String input, int outputs, int parameters)
            throws FormatException {
        Path path = SharedFiles.require("data/dl4j/" + file);
        assertThat(recognises(path)).isTrue();
        ImportedModel model = loader.load(path);
        assertThat(model.graph().inputShape()).hasToString(input);
        assertThat(model.graph().classes()).isEqualTo(outputs);
        assertThat(model.graph().parameterCount()).isEqualTo(parameters);
    }

    /** DL4J's regression tests fill the vector of parameters with 1, 2, 3, ... */
    @Test
    void theNumbersOfAnOldFileAreInTheirPlaces() throws FormatException {
        Path file =
                SharedFiles.require(
                        "data/dl4j/regression/050/050_ModelSerializer_Regression_MLP_1.zip");
        ImportedModel model = loader.load(file);
        assertThat(block(model, "layer0.W")).startsWith(1, 2, 3).endsWith(12);
        assertThat(block(model, "layer0.b")).containsExactly(13, 14, 15, 16);
        assertThat(block(model, "layer1.W")).startsWith(17).endsWith(36);
        assertThat(block(model, "layer1.b")).containsExactly(37, 38, 39, 40, 41);
    }

    @ParameterizedTest
    @CsvSource({
        "071/071_ModelSerializer_Regression_CG_LSTM_1.zip, '0', gravesLSTM",
        "071/071_ModelSerializer_Regression_LSTM_1.zip, layer0, gravesLSTM",
        "071/071_ModelSerializer_Regression_CNN_1.zip, layer2, takes 2028 inputs but gets 2352",
        "100b4/CustomLayerExample_100b4_double.bin, layer1, customlayer100a.CustomLayer",
        "100b4/CustomLayerExample_100b4_float.bin, layer1, customlayer100a.CustomLayer",
        "100b4/CustomLayerExample_100b4_half.bin, layer1, customlayer100a.CustomLayer",
        "100b4/SyntheticBidirectionalRNNGraph_100b4.bin, rnn1, recurrent.Bidirectional"
    })
    void filesOfDl4jAreRefusedByLayerAndClass(String file, String layer, String reason)
            throws FormatException {
        Path path = SharedFiles.require("data/dl4j/regression/" + file);
        assertThat(recognises(path)).isTrue();
        refused(path, "layer '" + layer + "'", reason);
    }

    @ParameterizedTest
    @CsvSource({
        "samediff/MLPMoonSD/Model_RANDOM_INIT_UNTRAINED.zip",
        "samediff/Cnn3dSynthetic/Model_RANDOM_INIT_UNTRAINED.zip",
        "integration/LenetMnist/paramsPostTrain.bin",
        "regression/100b4/VaeMNISTAnomaly_Output_100b4.bin"
    })
    void filesThatAreNoZipsAreNotRecognised(String file) throws FormatException {
        Path path = SharedFiles.require("data/dl4j/" + file);
        assertThat(recognises(path)).isFalse();
        refused(path, "no intact zip");
    }

    @ParameterizedTest
    @CsvSource({
        "coefficients-cut.zip, coefficients.bin, 41 numbers",
        "coefficients-length-huge.zip, coefficients.bin, 32767",
        "no-configuration.zip, configuration.json, missing",
        "unknown-class.zip, configuration.json, com.example.Evil",
        "wrong-parameter-count.zip, coefficients.bin, 185 for the layers (layer0 160",
        "zip-slip.zip, ..\\..\\evil.txt, leads out"
    })
    void brokenFilesAreRefusedWithEntryAndFault(String file, String entry, String fault)
            throws FormatException {
        Path path = SharedFiles.require("data/broken/dl4j/" + file);
        assertThat(recognises(path)).isTrue();
        refused(path, file, entry, fault);
    }

    @Test
    void mutatedFilesLoadOrAreRefused() throws Exception {
        Path path =
                SharedFiles.require(
                        "data/dl4j/regression/050/050_ModelSerializer_Regression_MLP_2.zip");
        byte[] intact = Files.readAllBytes(path);
        SeededRandom random = new SeededRandom(29);
        for (int i = 0; i < 500; i++) {
            Path file = Files.write(folder.resolve("mutated.zip"), mutation(intact, random));
            loader.recognises(FileProbe.of(file));
            try {
                assertThat(loader.load(file).graph().parameterCount()).isLessThan(1000);
            } catch (FormatException e) {
                assertRefusal(e);
            }
        }
    }

    private static void assertRefusal(FormatException e) {
        assertThat(e.getMessage()).contains("mutated.zip").containsPattern("; expected ");
    }

    private static byte[] mutation(byte[] intact, SeededRandom random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(intact, random.nextInt(intact.length));
        }
        byte[] mutated = intact.clone();
        for (int n = random.nextInt(8); n >= 0; n--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    /** Mutations of the entries themselves, under correct checksums. */
    @Test
    void mutatedEntriesLoadOrAreRefused() throws Exception {
        byte[] json = branches("").getBytes(StandardCharsets.UTF_8);
        byte[] array = ModelZip.array("FLOAT", 1, 2, 3, 4);
        SeededRandom random = new SeededRandom(31);
        for (int i = 0; i < 500; i++) {
            boolean first = random.nextInt(2) == 0;
            Path file =
                    new ModelZip()
                            .entry("configuration.json", first ? mutation(json, random) : json)
                            .entry("coefficients.bin", first ? array : mutation(array, random))
                            .write(folder.resolve("mutated.zip"));
            try {
                assertThat(loader.load(file).graph().parameterCount()).isEqualTo(4);
            } catch (FormatException e) {
                assertRefusal(e);
            }
        }
    }
}
