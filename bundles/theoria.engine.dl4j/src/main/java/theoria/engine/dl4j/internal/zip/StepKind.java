package theoria.engine.dl4j.internal.zip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The classes of layers and graph vertices that can be translated; a file that names any other is
 * refused. Short names are those of DL4J before 1.0 (org.deeplearning4j.nn.conf.serde.legacy).
 */
enum StepKind {
    /** y = s(W x + b). */
    DENSE(true, "dense", "DenseLayer"),
    /** A dense layer with a loss. */
    OUTPUT(true, "output", "OutputLayer"),
    /** A loss without weights. */
    LOSS(true, "loss", "LossLayer"),
    /** 2-D convolution. */
    CONVOLUTION(true, "convolution", "ConvolutionLayer", "Convolution2D"),
    /** 2-D pooling. */
    SUBSAMPLING(true, "subsampling", "SubsamplingLayer", "Pooling2D"),
    /** Batch normalisation. */
    BATCH_NORM(true, "batchNormalization", "BatchNormalization"),
    /** Local response normalisation. */
    RESPONSE_NORM(true, "localResponseNormalization", "LocalResponseNormalization"),
    /** An activation of its own. */
    ACTIVATION(true, "activation", "ActivationLayer"),
    /** Dropout of its own. */
    DROPOUT(true, "dropout", "DropoutLayer"),
    /** Pooling over the whole image. */
    GLOBAL_POOLING(true, "GlobalPooling", "GlobalPoolingLayer"),
    /** Zeros around an image. */
    ZERO_PADDING(true, "zeroPadding", "ZeroPaddingLayer"),
    /** 2-D convolution of each channel by itself, then one of 1 x 1 over the channels. */
    SEPARABLE("SeparableConvolution2D"),
    /** 2-D convolution of each channel by itself. */
    DEPTHWISE("DepthwiseConvolution2D"),
    /** Transposed 2-D convolution. */
    DECONVOLUTION("Deconvolution2D"),
    /** Places of an image repeated. */
    UPSAMPLING(true, "Upsampling2D", "Upsampling2D"),
    /** The middle of an image. */
    CROPPING("convolutional.Cropping2D"),
    /** A ReLU with trained slopes. */
    PRELU("PReLULayer"),
    /** A loss at every place of an image, without weights. */
    IMAGE_LOSS(true, "CnnLossLayer", "CnnLossLayer"),
    /** Sum, difference, product or mean of inputs. */
    ELEMENT_WISE(false, "ElementWiseVertex", "ElementWiseVertex"),
    /** Inputs joined. */
    MERGE(false, "MergeVertex", "MergeVertex"),
    /** A constant factor. */
    SCALE(false, "ScaleVertex", "ScaleVertex"),
    /** A constant summand. */
    SHIFT(false, "ShiftVertex", "ShiftVertex"),
    /** Preprocessors alone. */
    PREPROCESSOR(false, "PreprocessorVertex", "PreprocessorVertex");

    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    private static final String VERTICES = "org.deeplearning4j.nn.conf.graph.";

    private final boolean layer;
    private final List<String> names;

    StepKind(boolean layer, String shortName, String... classes) {
        this.layer = layer;
        String folder = layer ? LAYERS : VERTICES;
        this.names = new ArrayList<>(List.of(shortName));
        Arrays.stream(classes).map(folder::concat).forEach(names::add);
    }

    /** A layer that DL4J has only since it writes whole class names. */
    StepKind(String layerClass) {
        this.layer = true;
        this.names = List.of(LAYERS + layerClass);
    }

    /** The layer of this class name. */
    static Optional<StepKind> layer(String className) {
        return find(className, true);
    }

    /** The graph vertex of this class name. */
    static Optional<StepKind> vertex(String className) {
        return find(className, false);
    }

    private static Optional<StepKind> find(String className, boolean layer) {
        return Arrays.stream(values())
                .filter(kind -> kind.layer == layer && kind.names.contains(className))
                .findFirst();
    }

    /** Whether it is a layer, not a vertex. */
    boolean isLayer() {
        return layer;
    }

    /** Whether it takes vectors only. */
    boolean isDense() {
        return this == DENSE || this == OUTPUT;
    }

    /** Whether it has filters, and with them counts of channels. */
    boolean isConvolution() {
        return this == CONVOLUTION
                || this == SEPARABLE
                || this == DEPTHWISE
                || this == DECONVOLUTION;
    }

    /** Whether it takes images only. */
    boolean needsImage() {
        switch (this) {
            case SUBSAMPLING:
            case RESPONSE_NORM:
            case GLOBAL_POOLING:
            case ZERO_PADDING:
            case UPSAMPLING:
            case CROPPING:
            case IMAGE_LOSS:
                return true;
            default:
                return isConvolution();
        }
    }
}
