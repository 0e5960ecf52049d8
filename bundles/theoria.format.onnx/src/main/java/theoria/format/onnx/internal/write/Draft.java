package theoria.format.onnx.internal.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.ByteString;

import theoria.format.onnx.internal.Notes;

import java.util.List;

/** A node of the file in the making. */
final class Draft {
    /** Stands for an optional input that is left out before one that is not. */
    static final String ABSENT = "";

    private final NodeProto.Builder proto = NodeProto.newBuilder();

    /** A node of an operator of the default set, with a name and the tensor it puts out. */
    Draft(String operator, String name, String output) {
        proto.setOpType(operator).setName(name).addOutput(output);
    }

    Draft input(String tensor) {
        proto.addInput(tensor);
        return this;
    }

    Draft whole(String key, long value) {
        proto.addAttribute(attribute(key, AttributeType.INT).setI(value));
        return this;
    }

    Draft wholes(String key, List<Integer> values) {
        AttributeProto.Builder attribute = attribute(key, AttributeType.INTS);
        values.forEach(value -> attribute.addInts(value));
        proto.addAttribute(attribute);
        return this;
    }

    /** A real number; ONNX rounds it to single precision, a note keeps the rest. */
    Draft real(String key, double value) {
        proto.addAttribute(attribute(key, AttributeType.FLOAT).setF((float) value));
        return exact(key, value);
    }

    /** Keeps a number that the file holds in single precision only. */
    Draft exact(String key, double value) {
        boolean rounded = Double.compare((float) value, value) != 0;
        return note(Notes.exact(key), Double.toString(value), rounded);
    }

    Draft text(String key, String value) {
        ByteString bytes = ByteString.copyFromUtf8(value);
        proto.addAttribute(attribute(key, AttributeType.STRING).setS(bytes));
        return this;
    }

    Draft tensor(String key, TensorProto value) {
        proto.addAttribute(attribute(key, AttributeType.TENSOR).setT(value));
        return this;
    }

    /** Says something of the node that ONNX has no word for. */
    Draft note(String key, String value) {
        return note(key, value, true);
    }

    private Draft note(String key, String value, boolean needed) {
        if (needed) {
            proto.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        }
        return this;
    }

    private static AttributeProto.Builder attribute(String key, AttributeType type) {
        return AttributeProto.newBuilder().setName(key).setType(type);
    }

    NodeProto build() {
        return proto.build();
    }
}
