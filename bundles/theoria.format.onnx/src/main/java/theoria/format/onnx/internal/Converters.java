package theoria.format.onnx.internal;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;

import java.util.Map;
import java.util.TreeMap;

/** The table from ONNX operators to their converters: what is not in it is not supported. */
final class Converters {
    private static final double LEAKY_SLOPE = 0.01f;

    private Converters() {}

    static Map<String, NodeConverter> table() {
        Map<String, NodeConverter> table = new TreeMap<>();
        table.put("Gemm", LinearConverter::gemm);
        table.put("MatMul", LinearConverter::matMul);
        table.put("Conv", WindowConverter::convolution);
        table.put("MaxPool", WindowConverter::pooling);
        table.put("AveragePool", WindowConverter::pooling);
        table.put("GlobalAveragePool", WindowConverter::globalPooling);
        table.put("GlobalMaxPool", WindowConverter::globalPooling);
        table.put("BatchNormalization", ElementConverter::batchNorm);
        table.put("LRN", ElementConverter::localResponseNorm);
        table.put("Relu", ElementConverter.activation(ActivationFunction.RELU, 0));
        table.put(
                "LeakyRelu",
                ElementConverter.activation(ActivationFunction.LEAKY_RELU, LEAKY_SLOPE));
        table.put("Elu", ElementConverter.activation(ActivationFunction.ELU, 1));
        table.put("Tanh", ElementConverter.activation(ActivationFunction.TANH, 0));
        table.put("Sigmoid", ElementConverter.activation(ActivationFunction.SIGMOID, 0));
        table.put("Softplus", ElementConverter.activation(ActivationFunction.SOFTPLUS, 0));
        table.put("Softmax", ElementConverter.softmax(false));
        table.put("LogSoftmax", ElementConverter.softmax(true));
        table.put("Add", ElementConverter.arithmetic(Operator.ArithmeticKind.ADD));
        table.put("Sub", ElementConverter.arithmetic(Operator.ArithmeticKind.SUBTRACT));
        table.put("Mul", ElementConverter.arithmetic(Operator.ArithmeticKind.MULTIPLY));
        table.put("Div", ElementConverter.arithmetic(Operator.ArithmeticKind.DIVIDE));
        table.put("Constant", ShapeConverter::constant);
        table.put("Identity", ShapeConverter::identity);
        table.put("Dropout", ShapeConverter::dropout);
        table.put("Flatten", ShapeConverter::flatten);
        table.put("Reshape", ShapeConverter::reshape);
        table.put("Transpose", ShapeConverter::transpose);
        table.put("Squeeze", ShapeConverter::squeeze);
        table.put("Unsqueeze", ShapeConverter::squeeze);
        table.put("Concat", ShapeConverter::concat);
        table.put("ReduceMean", ShapeConverter::mean);
        table.put("Pad", ShapeConverter::pad);
        table.put("Cast", ShapeConverter::cast);
        return table;
    }
}
