package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static theoria.engine.dl4j.SavedNetworks.network;
import static theoria.engine.dl4j.SavedNetworks.output;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.dl4j.internal.net.NativeSetup;
import theoria.engine.dl4j.internal.net.SaveSupport;
import theoria.engine.dl4j.internal.zip.ModelZip;
import theoria.testkit.SharedFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The rarer layers of images: networks that DL4J builds, fills and saves, read by the loader and
 * computed by the reference engine, against DL4J's own outputs, and a network that was published
 * with those of DL4J 1.0.0-beta4.
 */
class Dl4jImagesTest {
    private static final Shape IMAGE = Shape.of(3, 9, 7);

    /** Of the largest output, which DL4J computed in single precision. */
    private static final double GOLDEN = 1e-4;

    @TempDir Path folder;

    @BeforeAll
    static void loadNatives() {
        NativeSetup.enter();
    }

    @Test
    void thePublishedNetworkGivesItsPublishedOutputs() throws Exception {
        Path regression = SharedFiles.require("data/dl4j/regression/100b4");
        ImportedModel model = new Dl4jLoader().load(regression.resolve("SyntheticCNN_100b4.bin"));
        INDArray input = read(regression.resolve("SyntheticCNN_Input_100b4.bin"));
        double[] expected =
                read(regression.resolve("SyntheticCNN_Output_100b4.bin"))
                        .dup('c')
                        .data()
                        .asDouble();
        assertThat(model.graph().inputShape()).isEqualTo(Shape.of(1, 28, 28));
        double[] pixels = input.dup('c').data().asDouble();
        double[] actual = SavedNetworks.scores(model, Tensor.of(Shape.of(4, 1, 28, 28), pixels));
        compare(actual, expected);
    }

    @Test
    void whatDl4jHasNoPlainLayerForIsNotWritten() throws Exception {
        Path file = SharedFiles.require("data/dl4j/regression/100b4/SyntheticCNN_100b4.bin");
        ImportedModel model = new Dl4jLoader().load(file);
        assertThat(SaveSupport.obstacle(model.graph()).orElseThrow())
                .contains("Convolution 'layer1.depthwise': it has 4 groups");
    }

    private static INDArray read(Path file) throws IOException {
        return Nd4j.readBinary(file.toFile());
    }

    private static void compare(double[] actual, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).usingComparatorWithPrecision(GOLDEN * largest).containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource(value = ConvolutionMode.class, names = "Causal", mode = EnumSource.Mode.EXCLUDE)
    void separableConvolutions(ConvolutionMode mode) throws Exception {
        check(separable(mode, 1).build());
        check(separable(mode, 2).hasBias(false).build());
        check(separable(mode, 2).stride(2, 1).padding(padding(mode)).build());
        check(separable(mode, 2).dilation(2, 1).build());
    }

    /** Mode Same makes its own padding, and DL4J allows no other with it. */
    private static int[] padding(ConvolutionMode mode) {
        return mode == ConvolutionMode.Same ? new int[] {0, 0} : new int[] {1, 0};
    }

    private static SeparableConvolution2D.Builder separable(ConvolutionMode mode, int multiplier) {
        return new SeparableConvolution2D.Builder(3, 2)
                .depthMultiplier(multiplier)
                .convolutionMode(mode)
                .nOut(5)
                .activation(Activation.TANH);
    }

    @ParameterizedTest
    @EnumSource(value = ConvolutionMode.class, names = "Causal", mode = EnumSource.Mode.EXCLUDE)
    void depthwiseConvolutions(ConvolutionMode mode) throws Exception {
        check(depthwise(mode, 1).build());
        check(depthwise(mode, 2).hasBias(false).build());
        check(depthwise(mode, 2).stride(2, 1).padding(padding(mode)).build());
        check(depthwise(mode, 2).dilation(2, 1).build());
    }

    private static DepthwiseConvolution2D.Builder depthwise(ConvolutionMode mode, int multiplier) {
        return new DepthwiseConvolution2D.Builder(3, 2)
                .depthMultiplier(multiplier)
                .convolutionMode(mode)
                .nOut(3 * multiplier)
                .activation(Activation.TANH);
    }

    @ParameterizedTest
    @EnumSource(value = ConvolutionMode.class, names = "Causal", mode = EnumSource.Mode.EXCLUDE)
    void deconvolutions(ConvolutionMode mode) throws Exception {
        check(deconvolution(mode, 3, 2).build());
        check(deconvolution(mode, 3, 2).hasBias(false).build());
        check(deconvolution(mode, 3, 3).stride(2, 3).build());
        check(deconvolution(mode, 4, 2).stride(3, 1).padding(1, 0).build());
        check(deconvolution(mode, 2, 2).dilation(2, 1).build());
        check(deconvolution(mode, 3, 1).stride(4, 2).build());
    }

    @Test
    void aDeconvolutionWithWideGaps() throws Exception {
        Layer truncate = deconvolution(ConvolutionMode.Truncate, 1, 2).stride(3, 4).build();
        check(truncate);
        Layer same = deconvolution(ConvolutionMode.Same, 2, 2).stride(1, 4).build();
        assertThatThrownBy(() -> check(same))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("layer 'layer0' leaves gaps of 2 between its windows");
    }

    private static Deconvolution2D.Builder deconvolution(
            ConvolutionMode mode, int height, int width) {
        return new Deconvolution2D.Builder(height, width)
                .convolutionMode(mode)
                .nOut(4)
                .activation(Activation.TANH);
    }

    @Test
    void upsamplingAndCropping() throws Exception {
        check(new Upsampling2D.Builder().size(new int[] {2, 3}).build());
        check(new Cropping2D.Builder(1, 2, 0, 3).build());
    }

    /** No preprocessor before the first layer: the size follows from the one before the last. */
    @Test
    void theSizeOfImagesIsFollowedThroughEachLayer() throws Exception {
        Layer[] layers = {
            new Upsampling2D.Builder().size(new int[] {2, 3}).build(),
            new Cropping2D.Builder(1, 2, 0, 3).build(),
            deconvolution(ConvolutionMode.Truncate, 4, 2).stride(3, 1).padding(1, 0).build(),
            separable(ConvolutionMode.Truncate, 2).build(),
            deconvolution(ConvolutionMode.Same, 2, 3).stride(1, 2).build(),
            new DepthwiseConvolution2D.Builder(2, 2).depthMultiplier(2).nOut(8).build(),
            output(3)
        };
        check(network(InputType.convolutional(9, 7, 3), layers), IMAGE);
    }

    @ParameterizedTest
    @CsvSource({"''", "1", "'2,3'", "'1,2,3'"})
    void slopesOfImages(String shared) throws Exception {
        long[] axes =
                Pattern.compile(",")
                        .splitAsStream(shared)
                        .filter(axis -> !axis.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray();
        PReLULayer.Builder slopes = new PReLULayer.Builder().inputShape(3, 9, 7);
        check(slopes(InputType.convolutional(9, 7, 3), slopes.sharedAxes(axes)), IMAGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void slopesOfVectors(boolean shared) throws Exception {
        PReLULayer.Builder slopes = new PReLULayer.Builder().inputShape(6);
        long[] axes = shared ? new long[] {1} : new long[0];
        check(slopes(InputType.feedForward(6), slopes.sharedAxes(axes)), Shape.of(6));
    }

    /** DL4J's PReLU leaves its workspace, so it is computed without any. */
    private static MultiLayerNetwork slopes(InputType input, PReLULayer.Builder slopes) {
        MultiLayerNetwork network = network(input, slopes.build(), output(3));
        network.getLayerWiseConfigurations().setInferenceWorkspaceMode(WorkspaceMode.NONE);
        return network;
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "TANH", "SOFTMAX"})
    void lossesOfImages(Activation activation) throws Exception {
        Layer convolution =
                new ConvolutionLayer.Builder(2, 2).nOut(4).activation(Activation.TANH).build();
        Layer loss = new CnnLossLayer.Builder(LossFunction.MSE).activation(activation).build();
        check(network(InputType.convolutionalFlat(9, 7, 3), convolution, loss), IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
                    convolutional.Cropping2D | 'cropping':[5,4,0,0] | 0 | crops [5, 4, 0, 0] of 3x9x7
                    convolutional.Cropping2D | 'cropping':[1,1] | 0 | has 2 numbers in cropping; expected 4
                    convolutional.Cropping2D | 'dataFormat':'NHWC' | 0 | has dataFormat = 'NHWC'; expected NCHW
                    Upsampling2D | 'size':null | 0 | lacks 'size'; expected two numbers
                    Upsampling2D | 'size':0 | 0 | has size = 0.0; expected a whole number from 1
                    Upsampling2D | 'format':'NHWC' | 0 | has format = 'NHWC'; expected NCHW
                    CnnLossLayer | 'format':'NHWC' | 0 | has format = 'NHWC'; expected NCHW
                    DepthwiseConvolution2D | 'nout':7 | 36 | puts out 7 channels; expected 6
                    SeparableConvolution2D | 'depthMultiplier':0.5 | 0 | has depthMultiplier = 0.5
                    SeparableConvolution2D | 'nin':4 | 96 | takes 4 channels but gets 3x9x7
                    Deconvolution2D | 'padding':[6,0] | 108 | pads away all that 3x9x7 gives
                    PReLULayer | 'inputShape':[3,9,6] | 162 | has slopes for [3, 9, 6] but gets 3x9x7
                    PReLULayer | 'inputShape':[] | 0 | has 0 numbers in inputShape; expected 1 to 3
                    PReLULayer | 'sharedAxes':[4] | 0 | shares axis 4; expected one of the 3
                    """)
    void whatDoesNotFitIsRefused(String layer, String field, int count, String reason)
            throws Exception {
        ModelZip zip = new ModelZip().configuration(odd(layer, field));
        Path file = (count > 0 ? zip.coefficients(count) : zip).write(folder.resolve("odd.zip"));
        assertThatThrownBy(() -> new Dl4jLoader().load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("layer 'odd' " + reason);
    }

    @Test
    void anUpsamplingOfOldReleasesHasOneNumber() throws Exception {
        Path file =
                new ModelZip()
                        .configuration(odd("Upsampling2D", "'size':2"))
                        .write(folder.resolve("old.zip"));
        NetworkGraph graph = new Dl4jLoader().load(file).graph();
        assertThat(graph.shape(graph.output())).isEqualTo(Shape.of(3, 18, 14));
    }

    /** A network of one layer on images of 3 x 9 x 7, with one field replaced. */
    private static String odd(String layer, String field) {
        String fields =
                "{'layerName':'odd','nin':3,'nout':6,'kernelSize':[3,2],'hasBias':false,"
                        + "'depthMultiplier':2,'inputShape':[3,9,7],'lossFunction':'MSE',"
                        + "'activationFunction':'identity',"
                        + "'@class':'org.deeplearning4j.nn.conf.layers."
                        + layer
                        + "'}";
        JsonObject json = JsonParser.parseString(fields).getAsJsonObject();
        JsonParser.parseString("{" + field + "}")
                .getAsJsonObject()
                .entrySet()
                .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        return "{\"confs\":[{\"layer\":"
                + json
                + "}],\"inputPreProcessors\":{\"0\":{\"feedForwardToCnn\":"
                + "{\"inputHeight\":9,\"inputWidth\":7,\"numChannels\":3}}}}";
    }

    /** A layer between the preprocessor that tells the size of the images and a dense layer. */
    private void check(Layer layer) throws Exception {
        check(network(InputType.convolutionalFlat(9, 7, 3), layer, output(3)), IMAGE);
    }

    private void check(MultiLayerNetwork network, Shape input) throws Exception {
        SavedNetworks.check(folder, input, network, false);
    }
}
