package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import static theoria.engine.dl4j.SavedNetworks.base;
import static theoria.engine.dl4j.SavedNetworks.network;
import static theoria.engine.dl4j.SavedNetworks.output;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;
import theoria.engine.dl4j.internal.net.NativeSetup;
import theoria.engine.dl4j.internal.zip.ModelZip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Networks that DL4J itself builds and saves, read by the loader and computed by the reference
 * engine, against DL4J's own output in double: the common layers, with settings that tell its
 * parameter order, padding and formulas apart. Outputs agree to 1e-10.
 */
class Dl4jZipTest {
    @TempDir Path folder;

    @BeforeAll
    static void loadNatives() {
        NativeSetup.enter();
    }

    @Test
    void denseLayersWithEachActivation() throws Exception {
        check(
                Shape.of(5),
                network(
                        null,
                        dense(7, Activation.TANH).nIn(5).build(),
                        dense(6, Activation.RELU).nIn(7).hasBias(false).build(),
                        dense(6, Activation.ELU).nIn(6).build(),
                        dense(5, Activation.LEAKYRELU).nIn(6).build(),
                        dense(5, Activation.SOFTPLUS).nIn(5).build(),
                        dense(4, Activation.SIGMOID).nIn(5).build(),
                        new OutputLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .nIn(4)
                                .nOut(3)
                                .build()));
    }

    @Test
    void aSoftmaxInTheMiddleStays() throws Exception {
        check(
                Shape.of(5),
                network(
                        null,
                        dense(4, Activation.SOFTMAX).nIn(5).build(),
                        new OutputLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .nIn(4)
                                .nOut(3)
                                .build()));
    }

    @Test
    void aFinalSoftmaxIsTakenOff() throws Exception {
        checkSoftmax(
                Shape.of(5),
                network(
                        null,
                        dense(4, Activation.TANH).nIn(5).build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .nIn(4)
                                .nOut(3)
                                .build()));
    }

    @Test
    void aFinalSoftmaxBeforeALossIsTakenOff() throws Exception {
        checkSoftmax(
                Shape.of(5),
                network(
                        null,
                        dense(4, Activation.IDENTITY).nIn(5).build(),
                        new ActivationLayer(Activation.SOFTMAX),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.IDENTITY)
                                .build()));
    }

    @Test
    void convolutionsAndPoolingsInEachMode() throws Exception {
        check(
                Shape.of(2, 13, 10),
                network(
                        InputType.convolutionalFlat(13, 10, 2),
                        convolution(4, ConvolutionMode.Truncate, 3, 2)
                                .stride(2, 1)
                                .padding(1, 0)
                                .build(),
                        pooling(PoolingType.AVG, ConvolutionMode.Truncate).build(),
                        convolution(3, ConvolutionMode.Same, 2, 3).stride(1, 2).build(),
                        pooling(PoolingType.MAX, ConvolutionMode.Same).build(),
                        convolution(5, ConvolutionMode.Same, 2, 2).dilation(2, 1).build(),
                        output(3)));
    }

    @Test
    void averagePoolingCountsPaddingAsTheFileSays() throws Exception {
        for (boolean include : new boolean[] {true, false}) {
            check(
                    Shape.of(2, 9, 9),
                    network(
                            InputType.convolutionalFlat(9, 9, 2),
                            pooling(PoolingType.AVG, ConvolutionMode.Truncate)
                                    .padding(1, 1)
                                    .avgPoolIncludePadInDivisor(include)
                                    .build(),
                            pooling(PoolingType.AVG, ConvolutionMode.Same)
                                    .avgPoolIncludePadInDivisor(include)
                                    .build(),
                            output(3)));
        }
    }

    @Test
    void strictWindowsAndZeroPadding() throws Exception {
        check(
                Shape.of(2, 8, 6),
                network(
                        InputType.convolutional(8, 6, 2),
                        new ZeroPaddingLayer.Builder(1, 2, 0, 1).build(),
                        convolution(4, ConvolutionMode.Strict, 3, 3).stride(2, 2).build(),
                        output(3)));
    }

    @Test
    void batchNormalisationOfImagesAndVectors() throws Exception {
        for (boolean logarithm : new boolean[] {true, false}) {
            for (boolean locked : new boolean[] {true, false}) {
                check(
                        Shape.of(2, 6, 6),
                        network(
                                InputType.convolutional(6, 6, 2),
                                convolution(4, ConvolutionMode.Truncate, 3, 3).build(),
                                norm(logarithm, locked, 1e-3),
                                dense(6, Activation.TANH).build(),
                                norm(logarithm, locked, 1e-5),
                                output(3)));
            }
        }
    }

    @Test
    void responseNormalisationWithAnOddAndAnEvenWindow() throws Exception {
        for (int n : new int[] {3, 4}) {
            check(
                    Shape.of(2, 5, 5),
                    network(
                            InputType.convolutional(5, 5, 2),
                            convolution(7, ConvolutionMode.Truncate, 2, 2).build(),
                            new LocalResponseNormalization.Builder(2, 0.3, 0.75).n(n).build(),
                            output(3)));
        }
    }

    @Test
    void flattenedImagesAreReshaped() throws Exception {
        check(
                Shape.of(2, 5, 4),
                network(
                        InputType.convolutionalFlat(5, 4, 2),
                        convolution(3, ConvolutionMode.Truncate, 2, 2).build(),
                        output(3)));
    }

    @Test
    void dropoutIsTheIdentityAndKeepsItsRate() throws Exception {
        ImportedModel model =
                check(
                        Shape.of(5),
                        network(
                                null,
                                dense(6, Activation.TANH).nIn(5).dropOut(0.8).build(),
                                new DropoutLayer.Builder(0.5).nIn(6).nOut(6).build(),
                                new OutputLayer.Builder(LossFunction.MSE)
                                        .activation(Activation.IDENTITY)
                                        .nIn(6)
                                        .nOut(3)
                                        .build()));
        assertThat(model.graph().nodes())
                .extracting(node -> node.operator())
                .filteredOn(Operator.Dropout.class::isInstance)
                .extracting(operator -> ((Operator.Dropout) operator).rate())
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(0.2, 0.5);
    }

    @Test
    void aGraphWithBranches() throws Exception {
        for (PoolingType pooling : new PoolingType[] {PoolingType.AVG, PoolingType.MAX}) {
            check(Shape.of(2, 7, 7), branches(pooling));
        }
    }

    @Test
    void withoutAStoredOrderTheVerticesLieAsDl4jSortsThem() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            ComputationGraph network = tangle(new SeededRandom(seed));
            for (long i = 0; i < network.numParams(); i++) {
                network.params().putScalar(i, i);
            }
            Path file = folder.resolve("tangle.zip");
            ModelSerializer.writeModel(network, file.toFile(), false);
            ImportedModel model = new Dl4jLoader().load(withoutOrder(file));
            for (Map.Entry<String, INDArray> stored : network.paramTable().entrySet()) {
                String block = stored.getKey().replaceFirst("_(?=[Wb]$)", ".");
                assertThat(model.weights().values(model.graph().block(block)))
                        .as(block)
                        .containsExactly(stored.getValue().dup('f').data().asDouble());
            }
        }
    }

    /** Forty dense layers of two units, each on the sum of two earlier ones, named at random. */
    private static ComputationGraph tangle(SeededRandom random) {
        ComputationGraphConfiguration.GraphBuilder builder =
                base().graphBuilder().addInputs("in").setInputTypes(InputType.feedForward(2));
        List<String> names = new ArrayList<>(List.of("in"));
        for (int i = 0; i < 40; i++) {
            String name = "layer" + random.nextInt(1000) + "-" + i;
            String first = names.get(random.nextInt(names.size()));
            String second = names.get(random.nextInt(names.size()));
            ElementWiseVertex add = new ElementWiseVertex(ElementWiseVertex.Op.Add);
            builder.addVertex(name + "+", add, first, second);
            builder.addLayer(name, dense(2, Activation.TANH).build(), name + "+");
            names.add(name);
        }
        ElementWiseVertex add = new ElementWiseVertex(ElementWiseVertex.Op.Add);
        builder.addVertex("all", add, names.toArray(new String[0]));
        builder.addLayer("out", output(2), "all").setOutputs("out");
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        return network;
    }

    /** The zip as releases before 1.0.0-beta4 write it. */
    private Path withoutOrder(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] text = bytes(zip, "configuration.json");
            JsonObject json =
                    JsonParser.parseString(new String(text, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            assertThat(json.remove("topologicalOrderStr")).isNotNull();
            assertThat(json.remove("topologicalOrder")).isNotNull();
            return new ModelZip()
                    .configuration(json.toString())
                    .entry("coefficients.bin", bytes(zip, "coefficients.bin"))
                    .write(folder.resolve("old.zip"));
        }
    }

    private static byte[] bytes(ZipFile zip, String entry) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return in.readAllBytes();
        }
    }

    private static ComputationGraph branches(PoolingType pooling) {
        ComputationGraphConfiguration configuration =
                base().graphBuilder()
                        .addInputs("image")
                        .setInputTypes(InputType.convolutional(7, 7, 2))
                        .addLayer("z", convolution(4, ConvolutionMode.Same, 3, 3).build(), "image")
                        .addLayer("y", convolution(4, ConvolutionMode.Same, 1, 1).build(), "image")
                        .addLayer("x", convolution(4, ConvolutionMode.Same, 3, 3).build(), "y")
                        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "z", "x")
                        .addVertex(
                                "mean",
                                new ElementWiseVertex(ElementWiseVertex.Op.Average),
                                "z",
                                "x",
                                "y")
                        .addVertex(
                                "product",
                                new ElementWiseVertex(ElementWiseVertex.Op.Product),
                                "x",
                                "y")
                        .addVertex(
                                "difference",
                                new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
                                "sum",
                                "product")
                        .addVertex("scaled", new ScaleVertex(1.5), "mean")
                        .addVertex("shifted", new ShiftVertex(-0.25), "scaled")
                        .addVertex("joined", new MergeVertex(), "shifted", "difference", "z")
                        .addLayer("wide", dense(5, Activation.TANH).build(), "joined")
                        .addLayer("pool", new GlobalPoolingLayer(pooling), "joined")
                        .addVertex("both", new MergeVertex(), "pool", "wide")
                        .addLayer("out", output(3), "both")
                        .setOutputs("out")
                        .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static DenseLayer.Builder dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation);
    }

    private static ConvolutionLayer.Builder convolution(
            int filters, ConvolutionMode mode, int height, int width) {
        return new ConvolutionLayer.Builder(height, width)
                .nOut(filters)
                .convolutionMode(mode)
                .activation(Activation.TANH);
    }

    private static SubsamplingLayer.Builder pooling(PoolingType type, ConvolutionMode mode) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(3, 2)
                .stride(2, 2)
                .convolutionMode(mode);
    }

    private static BatchNormalization norm(boolean logarithm, boolean locked, double epsilon) {
        return new BatchNormalization.Builder()
                .useLogStd(logarithm)
                .lockGammaBeta(locked)
                .eps(epsilon)
                .build();
    }

    private ImportedModel check(Shape input, Model network) throws Exception {
        return check(input, network, false);
    }

    private void checkSoftmax(Shape input, Model network) throws Exception {
        check(input, network, true);
    }

    private ImportedModel check(Shape input, Model network, boolean softmax) throws Exception {
        return SavedNetworks.check(folder, input, network, softmax);
    }
}
