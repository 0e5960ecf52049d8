package theoria.format.tensorflow.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.PoolingKind;
import theoria.core.model.graph.Operator.ReductionKind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table from TensorFlow's operators to their converters: what is not in it is refused. */
final class Converters {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    private final Map<String, NodeConverter> table = new HashMap<>();

    private Converters() {
        layers();
        functions();
        arithmetic();
        shapes();
        sources();
    }

    static Map<String, NodeConverter> table() {
        return Map.copyOf(new Converters().table);
    }

    private void layers() {
        table.put("Conv2D", LayerConverter.convolution(2));
        table.put("Conv3D", LayerConverter.convolution(3));
        table.put("Conv2DBackpropInput", LayerConverter::transposed);
        table.put("ResizeBilinear", PlaceConverter.resize(true));
        table.put("ResizeNearestNeighbor", PlaceConverter.resize(false));
        table.put("SpaceToBatchND", DilationConverter::apart);
        table.put("BatchToSpaceND", DilationConverter::together);
        table.put("DepthToSpace", PlaceConverter::depthToSpace);
        table.put("SpaceToDepth", PlaceConverter::spaceToDepth);
        table.put("DepthwiseConv2dNative", LayerConverter::depthwise);
        table.put("MatMul", LayerConverter::product);
        table.put("BatchMatMul", LayerConverter::product);
        table.put("BatchMatMulV2", LayerConverter::product);
        table.put("BiasAdd", ElementConverter::bias);
        table.put("FusedBatchNorm", LayerConverter::batchNorm);
        table.put("FusedBatchNormV2", LayerConverter::batchNorm);
        table.put("FusedBatchNormV3", LayerConverter::batchNorm);
        table.put("MaxPool", PlaceConverter.pooling(PoolingKind.MAX, 2));
        table.put("AvgPool", PlaceConverter.pooling(PoolingKind.AVERAGE, 2));
        table.put("MaxPool3D", PlaceConverter.pooling(PoolingKind.MAX, 3));
        table.put("AvgPool3D", PlaceConverter.pooling(PoolingKind.AVERAGE, 3));
        table.put("LRN", PlaceConverter::localResponse);
        table.put("Softmax", ElementConverter.softmax(false));
        table.put("LogSoftmax", ElementConverter.softmax(true));
    }

    private void functions() {
        function("Relu", ActivationFunction.RELU);
        function("Tanh", ActivationFunction.TANH);
        function("Sigmoid", ActivationFunction.SIGMOID);
        function("Softplus", ActivationFunction.SOFTPLUS);
        function("Softsign", ActivationFunction.SOFTSIGN);
        function("Abs", ActivationFunction.ABSOLUTE);
        function("Neg", ActivationFunction.NEGATE);
        function("Inv", ActivationFunction.RECIPROCAL);
        function("Reciprocal", ActivationFunction.RECIPROCAL);
        function("Exp", ActivationFunction.EXPONENTIAL);
        function("Log", ActivationFunction.LOGARITHM);
        function("Sqrt", ActivationFunction.SQUARE_ROOT);
        function("Erf", ActivationFunction.ERROR_FUNCTION);
        function("Sign", ActivationFunction.SIGN);
        function("Floor", ActivationFunction.FLOOR);
        function("Ceil", ActivationFunction.CEIL);
        function("Round", ActivationFunction.ROUND);
        function("Rint", ActivationFunction.ROUND);
        function("Sin", ActivationFunction.SINE);
        function("Cos", ActivationFunction.COSINE);
        table.put("Relu6", ElementConverter.function(ActivationFunction.CLIP, 0, 6));
        table.put("Elu", ElementConverter.function(ActivationFunction.ELU, 1, 0));
        table.put(
                "Selu", ElementConverter.function(ActivationFunction.SELU, SELU_ALPHA, SELU_SCALE));
        table.put("LeakyRelu", ElementConverter::leakyRelu);
        table.put("ClipByValue", ElementConverter::clip);
        table.put("Rsqrt", ElementConverter::inverseRoot);
    }

    private void function(String operator, ActivationFunction function) {
        table.put(operator, ElementConverter.function(function));
    }

    private void arithmetic() {
        table.put("Add", ElementConverter.arithmetic(ArithmeticKind.ADD));
        table.put("AddV2", ElementConverter.arithmetic(ArithmeticKind.ADD));
        table.put("AddN", ElementConverter::sum);
        table.put("Sub", ElementConverter.arithmetic(ArithmeticKind.SUBTRACT));
        table.put("Mul", ElementConverter.arithmetic(ArithmeticKind.MULTIPLY));
        table.put("RealDiv", ElementConverter.arithmetic(ArithmeticKind.DIVIDE));
        table.put("Div", ElementConverter.arithmetic(ArithmeticKind.DIVIDE));
        table.put("Pow", ElementConverter.arithmetic(ArithmeticKind.POWER));
        table.put("Maximum", ElementConverter.arithmetic(ArithmeticKind.MAXIMUM));
        table.put("Minimum", ElementConverter.arithmetic(ArithmeticKind.MINIMUM));
        table.put("Square", ElementConverter::square);
        table.put("SquaredDifference", ElementConverter::squaredDifference);
        table.put("Mean", ReduceConverter::mean);
        table.put("Sum", ReduceConverter.kind(ReductionKind.SUM));
        table.put("Max", ReduceConverter.kind(ReductionKind.MAX));
        table.put("Min", ReduceConverter.kind(ReductionKind.MIN));
        table.put("Prod", ReduceConverter.kind(ReductionKind.PRODUCT));
    }

    private void shapes() {
        table.put("Reshape", ShapeConverter::reshape);
        table.put("Squeeze", ShapeConverter::squeeze);
        table.put("ExpandDims", ShapeConverter::expandDims);
        table.put("Transpose", ShapeConverter::transpose);
        table.put("Concat", MoveConverter::concatOld);
        table.put("ConcatV2", MoveConverter::concat);
        table.put("Pad", MoveConverter::pad);
        table.put("PadV2", MoveConverter::pad);
        table.put("MirrorPad", MoveConverter::mirrorPad);
        table.put("Slice", MoveConverter::slice);
        table.put("StridedSlice", StridedSlice::convert);
        table.put("Gather", MoveConverter::gather);
        table.put("GatherV2", MoveConverter::gather);
        table.put("Split", MoveConverter::split);
    }

    private void sources() {
        table.put("Const", SourceConverter::constant);
        for (String nothing :
                List.of(
                        "Identity",
                        "StopGradient",
                        "PreventGradient",
                        "Snapshot",
                        "CheckNumerics",
                        "EnsureShape")) {
            table.put(nothing, SourceConverter::identity);
        }
        table.put("PlaceholderWithDefault", SourceConverter::byDefault);
        table.put("Cast", SourceConverter::cast);
        table.put("Shape", SourceConverter::shape);
        table.put("Rank", SourceConverter::rank);
        table.put("Size", SourceConverter::size);
        table.put("Fill", SourceConverter::fill);
        table.put("Range", SourceConverter::range);
        table.put("Pack", SourceConverter::pack);
        table.put("FloorDiv", SourceConverter::wholeQuotient);
    }
}
