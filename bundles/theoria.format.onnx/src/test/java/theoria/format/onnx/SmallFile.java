package theoria.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** A small valid ONNX file made here: convolution, ReLU, pooling, flatten, fully connected. */
final class SmallFile {
    private SmallFile() {}

    static byte[] bytes() {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .setName("small")
                        .addInput(value("x", 1, 1, 6, 6))
                        .addOutput(value("y", 1, 3))
                        .addInitializer(tensor("k", 2, 1, 3, 3))
                        .addInitializer(tensor("w", 3, 8))
                        .addInitializer(tensor("b", 3));
        graph.addNode(
                node("Conv", "conv", "x", "k").addAttribute(ints("kernel_shape", 3, 3)).build());
        graph.addNode(node("Relu", "relu", "conv").build());
        graph.addNode(
                node("MaxPool", "pool", "relu")
                        .addAttribute(ints("kernel_shape", 2, 2))
                        .addAttribute(ints("strides", 2, 2))
                        .build());
        graph.addNode(node("Flatten", "flat", "pool").build());
        graph.addNode(
                node("Gemm", "y", "flat", "w", "b")
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("transB")
                                        .setType(AttributeProto.AttributeType.INT)
                                        .setI(1))
                        .build());
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.addOutput(output);
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : extents) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(shape)))
                .build();
    }

    private static TensorProto tensor(String name, long... extents) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT_VALUE);
        int size = 1;
        for (long extent : extents) {
            tensor.addDims(extent);
            size *= (int) extent;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData((float) Math.sin(i + 1));
        }
        return tensor.build();
    }
}
