package theoria.format.onnx.internal.write;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Numbers and their types as messages: little-endian raw data. */
final class TensorWriter {
    private final Precision precision;

    /** Writes real numbers in this precision. */
    TensorWriter(Precision precision) {
        this.precision = precision;
    }

    /** ONNX's number for the type of the real numbers. */
    int type() {
        TensorProto.DataType type =
                precision == Precision.FLOAT
                        ? TensorProto.DataType.FLOAT
                        : TensorProto.DataType.DOUBLE;
        return type.getNumber();
    }

    /** Entries from an offset on, rounded to the precision. */
    TensorProto reals(String name, Shape shape, Tensor source, int offset) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(shape.size(), precision.bytes()));
        for (int i = 0; i < shape.size(); i++) {
            if (precision == Precision.FLOAT) {
                bytes.putFloat((float) source.get(offset + i));
            } else {
                bytes.putDouble(source.get(offset + i));
            }
        }
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type());
        for (int extent : shape.toArray()) {
            tensor.addDims(extent);
        }
        return tensor.setRawData(raw(bytes)).build();
    }

    /** A vector of 64-bit whole numbers. */
    static TensorProto wholes(String name, List<Integer> values) {
        ByteBuffer bytes = littleEndian(values.size() * Long.BYTES);
        values.forEach(value -> bytes.putLong(value));
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.size())
                .setRawData(raw(bytes))
                .build();
    }

    /** A vector of numbers of single precision. */
    static TensorProto singles(String name, List<Double> values) {
        ByteBuffer bytes = littleEndian(values.size() * Float.BYTES);
        values.forEach(value -> bytes.putFloat(value.floatValue()));
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(values.size())
                .setRawData(raw(bytes))
                .build();
    }

    /** A whole number of eight bits. */
    static TensorProto integer(String name, int value, boolean signed) {
        TensorProto.DataType type = signed ? TensorProto.DataType.INT8 : TensorProto.DataType.UINT8;
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(raw(littleEndian(1).put((byte) value)))
                .build();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteString raw(ByteBuffer bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.array());
    }

    /**
     * Name and type of a tensor that goes in or comes out.
     *
     * @param batched whether a free first extent N precedes the shape
     */
    ValueInfoProto info(String name, Shape shape, boolean batched) {
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(type());
        if (batched) {
            type.getShapeBuilder().addDimBuilder().setDimParam("N");
        }
        type.getShapeBuilder();
        for (int extent : shape.toArray()) {
            type.getShapeBuilder().addDimBuilder().setDimValue(extent);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
