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

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small ONNX model in the making. */
final class ModelDraft {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("draft");
    private final int opset;

    ModelDraft(int opset) {
        this.opset = opset;
    }

    /** An input of real numbers; an extent of 0 is a free one, N. */
    ModelDraft input(String name, long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : extents) {
            if (extent == 0) {
                shape.addDimBuilder().setDimParam("N");
            } else {
                shape.addDimBuilder().setDimValue(extent);
            }
        }
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape);
        graph.addInput(
                ValueInfoProto.newBuilder()
                        .setName(name)
                        .setType(TypeProto.newBuilder().setTensorType(type)));
        return this;
    }

    ModelDraft output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    /** Real numbers 1, 2, 3, ... */
    ModelDraft counted(String name, long... extents) {
        int size = 1;
        for (long extent : extents) {
            size *= (int) extent;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i + 1;
        }
        return reals(name, extents, values);
    }

    ModelDraft reals(String name, long[] extents, float... values) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT_VALUE, extents);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return stored(tensor.build());
    }

    /** Whole numbers of 64 bits, a vector. */
    ModelDraft wholes(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT64_VALUE, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return stored(tensor.build());
    }

    ModelDraft stored(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    static TensorProto.Builder tensor(String name, int type, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        for (long extent : extents) {
            tensor.addDims(extent);
        }
        return tensor;
    }

    /** A node of the operator, called like its output; attributes follow by {@link #with}. */
    ModelDraft node(String operator, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setName(output).addOutput(output);
        int colons = operator.indexOf("::");
        node.setOpType(colons < 0 ? operator : operator.substring(colons + 2));
        node.setDomain(colons < 0 ? "" : operator.substring(0, colons));
        for (String input : inputs) {
            node.addInput(input);
        }
        graph.addNode(node);
        return this;
    }

    /** Another output of the node added last. */
    ModelDraft and(String output) {
        last().addOutput(output);
        return this;
    }

    /** A list attribute of the node added last. */
    ModelDraft with(String key, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        last().addAttribute(attribute.setName(key));
        return this;
    }

    /** A number attribute of the node added last. */
    ModelDraft number(String key, long value) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setType(AttributeProto.AttributeType.INT);
        last().addAttribute(attribute.setName(key).setI(value));
        return this;
    }

    private NodeProto.Builder last() {
        return graph.getNodeBuilder(graph.getNodeCount() - 1);
    }

    byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    ImportedModel read() throws IOException, FormatException {
        return read(OnnxOptions.DEFAULT);
    }

    ImportedModel read(OnnxOptions options) throws IOException, FormatException {
        Path file = Files.createTempFile("draft", ".onnx");
        try {
            return read(file, options);
        } finally {
            Files.delete(file);
        }
    }

    /** Writes the model to a file and reads that. */
    ImportedModel read(Path file, OnnxOptions options) throws IOException, FormatException {
        Files.write(file, bytes());
        return new OnnxReader(options).load(file);
    }
}
