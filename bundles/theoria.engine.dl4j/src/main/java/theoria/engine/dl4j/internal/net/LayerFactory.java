package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.tensor.Shape;

import java.util.List;

/**
 * Makes the layer or vertex of DL4J that computes a node. Batch norm in inference is an affine map
 * per channel, and is made one: a depthwise 1x1 convolution on images, an element-wise product on
 * vectors; DL4J's own layer has no derivative in that mode (its backward pass always takes the
 * statistics of a batch).
 */
final class LayerFactory {
    private final NetworkGraph graph;
    private final boolean training;

    LayerFactory(NetworkGraph graph, boolean training) {
        this.graph = graph;
        this.training = training;
    }

    /**
     * Adds what computes a node that {@link LayerSupport} has passed.
     *
     * @param builder of the graph
     * @param node what to compute
     * @param name of the new vertex
     * @param inputs names of the vertices it takes
     */
    void add(
            ComputationGraphConfiguration.GraphBuilder builder,
            Node node,
            String name,
            String... inputs) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Arithmetic) {
            ElementWiseVertex.Op op = arithmetic(((Operator.Arithmetic) operator).kind());
            builder.addVertex(name, new ElementWiseVertex(op), inputs);
        } else if (operator instanceof Operator.Dropout) {
            builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), inputs);
        } else if (operator instanceof Operator.Concat) {
            builder.addVertex(name, new MergeVertex(), inputs);
        } else if (operator instanceof Operator.Flatten || operator instanceof Operator.Reshape) {
            int[] extents = graph.shape(node.name()).prepend(0).toArray();
            extents[0] = -1;
            builder.addVertex(name, new ReshapeVertex(extents), inputs);
        } else {
            builder.addLayer(name, layer(node, graph.shape(node.inputs().get(0))), inputs);
        }
    }

    private static ElementWiseVertex.Op arithmetic(Operator.ArithmeticKind kind) {
        switch (kind) {
            case ADD:
                return ElementWiseVertex.Op.Add;
            case SUBTRACT:
                return ElementWiseVertex.Op.Subtract;
            case MULTIPLY:
                return ElementWiseVertex.Op.Product;
            default:
                throw new IllegalStateException("no vertex for " + kind);
        }
    }

    private Layer layer(Node node, Shape input) {
        Operator operator = node.operator();
        boolean bias = node.block(Role.BIAS).isPresent();
        if (operator instanceof Operator.Dense) {
            return new DenseLayer.Builder()
                    .nIn(input.extent(0))
                    .nOut(((Operator.Dense) operator).units())
                    .hasBias(bias)
                    .activation(Activation.IDENTITY)
                    .build();
        }
        if (operator instanceof Operator.Convolution) {
            return convolution((Operator.Convolution) operator, input.extent(0), bias);
        }
        if (operator instanceof Operator.BatchNorm) {
            return training
                    ? batchNorm((Operator.BatchNorm) operator, input.extent(0))
                    : affine(input);
        }
        if (operator instanceof Operator.Pooling) {
            return pooling((Operator.Pooling) operator);
        }
        return unweighted(operator);
    }

    private static Layer convolution(Operator.Convolution convolution, int in, boolean bias) {
        Window window = convolution.window();
        return new ConvolutionLayer.Builder(pair(window.kernel()))
                .stride(pair(window.stride()))
                .padding(pair(window.padBefore()))
                .dilation(pair(window.dilation()))
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(convolution.filters())
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static int[] pair(List<Integer> values) {
        return new int[] {values.get(0), values.get(1)};
    }

    private static Layer batchNorm(Operator.BatchNorm norm, int channels) {
        return new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(norm.epsilon())
                .decay(TrainingNetwork.RUNNING_DECAY)
                .useLogStd(false)
                .build();
    }

    private static Layer affine(Shape input) {
        int channels = input.extent(0);
        if (input.rank() == 1) {
            return new ElementWiseMultiplicationLayer.Builder()
                    .nIn(channels)
                    .nOut(channels)
                    .activation(Activation.IDENTITY)
                    .build();
        }
        return new DepthwiseConvolution2D.Builder(1, 1)
                .nIn(channels)
                .nOut(channels)
                .depthMultiplier(1)
                .convolutionMode(ConvolutionMode.Truncate)
                .hasBias(true)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer pooling(Operator.Pooling pooling) {
        Window window = pooling.window();
        boolean maximum = pooling.kind() == Operator.PoolingKind.MAX;
        return new SubsamplingLayer.Builder(
                        maximum
                                ? SubsamplingLayer.PoolingType.MAX
                                : SubsamplingLayer.PoolingType.AVG)
                .kernelSize(pair(window.kernel()))
                .stride(pair(window.stride()))
                .padding(pair(window.padBefore()))
                .convolutionMode(ConvolutionMode.Truncate)
                .avgPoolIncludePadInDivisor(pooling.countIncludePad())
                .build();
    }

    private static Layer unweighted(Operator operator) {
        if (operator instanceof Operator.Activation) {
            return new ActivationLayer.Builder()
                    .activation(activation((Operator.Activation) operator))
                    .build();
        }
        if (operator instanceof Operator.Softmax) {
            return new ActivationLayer.Builder().activation(new ActivationSoftmax()).build();
        }
        if (operator instanceof Operator.Mean) {
            return new GlobalPoolingLayer.Builder(PoolingType.AVG)
                    .collapseDimensions(!((Operator.Mean) operator).keepExtents())
                    .build();
        }
        if (operator instanceof Operator.LocalResponseNorm) {
            Operator.LocalResponseNorm norm = (Operator.LocalResponseNorm) operator;
            return new LocalResponseNormalization.Builder(
                            norm.bias(), norm.size(), norm.alpha() / norm.size(), norm.beta())
                    .build();
        }
        if (operator instanceof Operator.Pad) {
            Operator.Pad pad = (Operator.Pad) operator;
            return new ZeroPaddingLayer.Builder(
                            pad.before().get(1),
                            pad.after().get(1),
                            pad.before().get(2),
                            pad.after().get(2))
                    .build();
        }
        throw new IllegalStateException("no layer for " + operator.title());
    }

    private static IActivation activation(Operator.Activation activation) {
        switch (activation.function()) {
            case RELU:
                return new ActivationReLU();
            case LEAKY_RELU:
                return new ActivationLReLU(activation.alpha());
            case ELU:
                return new ActivationELU(activation.alpha());
            case TANH:
                return new ActivationTanH();
            case SIGMOID:
                return new ActivationSigmoid();
            case SOFTPLUS:
                return new ActivationSoftPlus();
            default:
                throw new IllegalStateException("no activation " + activation.function());
        }
    }
}
