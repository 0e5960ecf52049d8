package theoria.format.onnx.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator.ArithmeticKind;
import theoria.core.model.graph.Operator.ReductionKind;

import java.util.Map;
import java.util.TreeMap;

/** The table from ONNX operators to their converters: what is not in it is not supported. */
final class Converters {
    private static final double LEAKY_SLOPE = 0.01f;
    private static final double SELU_ALPHA = 1.6732632423543772f;
    private static final double SELU_GAMMA = 1.0507009873554805f;
    private static final double HARD_SLOPE = 0.2f;
    private static final String MICROSOFT = "com.microsoft::";

    private final Map<String, NodeConverter> table = new TreeMap<>();

    private Converters() {
        layers();
        activations();
        arithmetic();
        reductions();
        shapes();
        moves();
        folded();
        quantised();
    }

    static Map<String, NodeConverter> table() {
        return new Converters().table;
    }

    private void layers() {
        table.put("Gemm", LinearConverter::gemm);
        table.put("MatMul", LinearConverter::matMul);
        table.put("Conv", WindowConverter::convolution);
        table.put("ConvTranspose", WindowConverter::transposed);
        table.put("MaxPool", WindowConverter::pooling);
        table.put("AveragePool", WindowConverter::pooling);
        table.put("GlobalAveragePool", WindowConverter::globalPooling);
        table.put("GlobalMaxPool", WindowConverter::globalPooling);
        table.put("BatchNormalization", NormConverter::batch);
        table.put("InstanceNormalization", NormConverter::instance);
        table.put("GroupNormalization", NormConverter::group);
        table.put("LayerNormalization", NormConverter::layer);
        table.put("LRN", NormConverter::localResponse);
        table.put("Softmax", ActivationConverter.softmax(false));
        table.put("LogSoftmax", ActivationConverter.softmax(true));
        table.put("Dropout", SourceConverter::dropout);
    }

    private void activations() {
        plain("Relu", ActivationFunction.RELU);
        plain("Tanh", ActivationFunction.TANH);
        plain("Sigmoid", ActivationFunction.SIGMOID);
        plain("Softplus", ActivationFunction.SOFTPLUS);
        plain("Softsign", ActivationFunction.SOFTSIGN);
        plain("HardSwish", ActivationFunction.HARD_SWISH);
        plain("Mish", ActivationFunction.MISH);
        plain("Abs", ActivationFunction.ABSOLUTE);
        plain("Neg", ActivationFunction.NEGATE);
        plain("Reciprocal", ActivationFunction.RECIPROCAL);
        plain("Exp", ActivationFunction.EXPONENTIAL);
        plain("Log", ActivationFunction.LOGARITHM);
        plain("Sqrt", ActivationFunction.SQUARE_ROOT);
        plain("Erf", ActivationFunction.ERROR_FUNCTION);
        plain("Sign", ActivationFunction.SIGN);
        plain("Floor", ActivationFunction.FLOOR);
        plain("Ceil", ActivationFunction.CEIL);
        plain("Round", ActivationFunction.ROUND);
        plain("Sin", ActivationFunction.SINE);
        plain("Cos", ActivationFunction.COSINE);
        alpha("LeakyRelu", ActivationFunction.LEAKY_RELU, LEAKY_SLOPE);
        alpha("Elu", ActivationFunction.ELU, 1);
        alpha("Celu", ActivationFunction.CELU, 1);
        alpha("ThresholdedRelu", ActivationFunction.THRESHOLDED_RELU, 1);
        table.put(
                "Selu",
                ActivationConverter.both(ActivationFunction.SELU, SELU_ALPHA, "gamma", SELU_GAMMA));
        table.put(
                "HardSigmoid",
                ActivationConverter.both(ActivationFunction.HARD_SIGMOID, HARD_SLOPE, "beta", 0.5));
        table.put("Gelu", ActivationConverter::gelu);
        plain(MICROSOFT + "Gelu", ActivationFunction.GELU);
        table.put("Clip", ActivationConverter::clip);
        table.put("PRelu", ActivationConverter::parametricRelu);
    }

    private void plain(String operator, ActivationFunction function) {
        table.put(operator, ActivationConverter.plain(function));
    }

    private void alpha(String operator, ActivationFunction function, double alpha) {
        table.put(operator, ActivationConverter.alpha(function, alpha));
    }

    private void arithmetic() {
        table.put("Add", ArithmeticConverter.binary(ArithmeticKind.ADD));
        table.put("Sub", ArithmeticConverter.binary(ArithmeticKind.SUBTRACT));
        table.put("Mul", ArithmeticConverter.binary(ArithmeticKind.MULTIPLY));
        table.put("Div", ArithmeticConverter.binary(ArithmeticKind.DIVIDE));
        table.put("Pow", ArithmeticConverter.binary(ArithmeticKind.POWER));
        table.put("Sum", ArithmeticConverter.chain(ArithmeticKind.ADD));
        table.put("Min", ArithmeticConverter.chain(ArithmeticKind.MINIMUM));
        table.put("Max", ArithmeticConverter.chain(ArithmeticKind.MAXIMUM));
        table.put("Mean", ArithmeticConverter::mean);
        table.put("Where", ArithmeticConverter::where);
    }

    private void reductions() {
        table.put("ReduceMean", ReduceConverter::mean);
        table.put("ReduceSum", ReduceConverter.kind(ReductionKind.SUM));
        table.put("ReduceMax", ReduceConverter.kind(ReductionKind.MAX));
        table.put("ReduceMin", ReduceConverter.kind(ReductionKind.MIN));
        table.put("ReduceProd", ReduceConverter.kind(ReductionKind.PRODUCT));
        table.put("ReduceL1", ReduceConverter.kind(ReductionKind.L1));
        table.put("ReduceL2", ReduceConverter.kind(ReductionKind.L2));
        table.put("ReduceSumSquare", ReduceConverter.kind(ReductionKind.SUM_OF_SQUARES));
        table.put("ReduceLogSum", ReduceConverter.kind(ReductionKind.LOG_SUM));
        table.put("ReduceLogSumExp", ReduceConverter.kind(ReductionKind.LOG_SUM_EXP));
    }

    private void shapes() {
        table.put("Constant", SourceConverter::constant);
        table.put("ConstantOfShape", SourceConverter::constantOfShape);
        table.put("Range", SourceConverter::range);
        table.put("Shape", SourceConverter::shape);
        table.put("Size", SourceConverter::size);
        table.put("Identity", SourceConverter::identity);
        table.put("Cast", SourceConverter::cast);
        table.put("Flatten", ShapeConverter::flatten);
        table.put("Reshape", ShapeConverter::reshape);
        table.put("Squeeze", ShapeConverter::squeeze);
        table.put("Unsqueeze", ShapeConverter::unsqueeze);
        table.put("Expand", ShapeConverter::expand);
    }

    private void moves() {
        table.put("Transpose", MoveConverter::transpose);
        table.put("Concat", MoveConverter::concat);
        table.put("Split", MoveConverter::split);
        table.put("Slice", MoveConverter::slice);
        table.put("Gather", MoveConverter::gather);
        table.put("Tile", MoveConverter::tile);
        table.put("DepthToSpace", MoveConverter::depthToSpace);
        table.put("SpaceToDepth", MoveConverter::spaceToDepth);
        table.put("Pad", PadConverter::pad);
        table.put("Resize", ResizeConverter::resize);
        table.put("Upsample", ResizeConverter::upsample);
    }

    private void folded() {
        table.put("Equal", FoldConverter.test((x, y) -> x == y));
        table.put("Less", FoldConverter.test((x, y) -> x < y));
        table.put("LessOrEqual", FoldConverter.test((x, y) -> x <= y));
        table.put("Greater", FoldConverter.test((x, y) -> x > y));
        table.put("GreaterOrEqual", FoldConverter.test((x, y) -> x >= y));
        table.put("And", FoldConverter.test((x, y) -> x != 0 && y != 0));
        table.put("Or", FoldConverter.test((x, y) -> x != 0 || y != 0));
        table.put("Xor", FoldConverter.test((x, y) -> x != 0 ^ y != 0));
        table.put("Not", FoldConverter::not);
        table.put("Mod", FoldConverter::modulo);
    }

    private void quantised() {
        table.put("QuantizeLinear", QuantisedConverter::quantise);
        table.put("DequantizeLinear", QuantisedConverter::dequantise);
        table.put(MICROSOFT + "QuantizeLinear", QuantisedConverter::quantise);
        table.put(MICROSOFT + "DequantizeLinear", QuantisedConverter::dequantise);
        table.put("QLinearConv", QLinearConverter::convolution);
        table.put("QLinearMatMul", QLinearConverter::matMul);
        table.put(MICROSOFT + "QLinearAdd", QLinearConverter.arithmetic(ArithmeticKind.ADD));
        table.put(MICROSOFT + "QLinearMul", QLinearConverter.arithmetic(ArithmeticKind.MULTIPLY));
        table.put(MICROSOFT + "QLinearConcat", QLinearConverter::concat);
        unary("QLinearGlobalAveragePool", "GlobalAveragePool", WindowConverter::globalPooling);
        unary("QLinearAveragePool", "AveragePool", WindowConverter::pooling);
        unary("QLinearSigmoid", "Sigmoid", ActivationConverter.plain(ActivationFunction.SIGMOID));
        unary(
                "QLinearLeakyRelu",
                "LeakyRelu",
                ActivationConverter.alpha(ActivationFunction.LEAKY_RELU, LEAKY_SLOPE));
    }

    private void unary(String quantised, String operator, NodeConverter layer) {
        table.put(MICROSOFT + quantised, QLinearConverter.unary(operator, layer));
    }
}
