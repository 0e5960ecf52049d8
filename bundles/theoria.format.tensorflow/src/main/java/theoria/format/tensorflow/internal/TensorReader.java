package theoria.format.tensorflow.internal;

import com.google.protobuf.ByteString;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Reads the tensor of a constant. Its numbers lie as bytes, little-endian, or one by one in a field
 * of their type; of these the last one stands for all that are missing. Half precision is widened.
 */
final class TensorReader {
    private final GraphNode node;
    private final TensorDef tensor;
    private final ElementType type;
    private final Shape shape;

    TensorReader(GraphNode node) throws FormatException {
        this.node = node;
        this.tensor =
                node.attribute("value")
                        .map(Attribute::tensor)
                        .orElseThrow(() -> node.refuse("has no tensor", "its numbers"));
        this.type = ElementType.of(tensor.type());
        if (type == ElementType.OTHER) {
            throw node.refuse(
                    "has the element type " + tensor.type(),
                    "real or whole numbers of 8 to 64 bits");
        }
        this.shape = shape(tensor.extents());
    }

    /** Type of its numbers. */
    ElementType type() {
        return type;
    }

    private Shape shape(List<Long> announced) throws FormatException {
        int[] extents = new int[announced.size()];
        for (int axis = 0; axis < extents.length; axis++) {
            long extent = announced.get(axis);
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw node.refuse("has an extent of " + extent, "0 to 2^31-1");
            }
            extents[axis] = (int) extent;
        }
        try {
            return Shape.of(extents);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    node.where() + " announces too many numbers; expected at most 2^31-1", e);
        }
    }

    /** How many numbers the last one that is listed stands for. */
    long repeated() {
        return tensor.content().isEmpty() ? shape.size() - (long) tensor.listed().length : 0;
    }

    /**
     * The numbers.
     *
     * @throws FormatException if they are of another count than announced
     */
    Tensor read() throws FormatException {
        if (tensor.content().isEmpty()) {
            return listed();
        }
        ByteString content = tensor.content();
        long expected = (long) type.bytes() * shape.size();
        if (content.size() != expected) {
            throw node.refuse(
                    "holds " + content.size() + " bytes for a tensor of " + shape,
                    expected + " bytes");
        }
        ByteBuffer bytes = content.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        return type.single() ? single(bytes) : wide(bytes);
    }

    private Tensor single(ByteBuffer bytes) {
        float[] values = new float[shape.size()];
        if (type == ElementType.FLOAT) {
            bytes.asFloatBuffer().get(values);
            return Tensor.of(shape, values);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = narrow(type.bytes() == 2 ? bytes.getShort(2 * i) : bytes.get(i));
        }
        return Tensor.of(shape, values);
    }

    private Tensor wide(ByteBuffer bytes) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            switch (type) {
                case DOUBLE:
                    values[i] = bytes.getDouble(8 * i);
                    break;
                case INT64:
                    values[i] = bytes.getLong(8 * i);
                    break;
                default:
                    values[i] = bytes.getInt(4 * i);
            }
        }
        return Tensor.of(shape, values);
    }

    /** The number that the lowest 8 or 16 bits stand for. */
    private float narrow(int bits) {
        switch (type) {
            case HALF:
                return half(bits);
            case BFLOAT16:
                return Float.intBitsToFloat(bits << 16);
            case BOOL:
                return bits == 0 ? 0 : 1;
            case UINT8:
                return bits & 0xff;
            case UINT16:
                return bits & 0xffff;
            default:
                return bits;
        }
    }

    /** 1 bit sign, 5 bits exponent e, 10 bits significand s: 2^(e-15) (1 + s/1024). */
    private static float half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int significand = bits & 0x3ff;
        float size;
        if (exponent == 0) {
            size = Math.scalb((float) significand, -24);
        } else if (exponent == 0x1f) {
            size = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb((float) (significand + 1024), exponent - 25);
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }

    private Tensor listed() throws FormatException {
        double[] numbers = tensor.listed();
        int size = shape.size();
        if (numbers.length > size || numbers.length == 0 && size > 0) {
            throw node.refuse(
                    "lists " + numbers.length + " numbers for a tensor of " + shape,
                    "as many, or fewer of which the last is repeated");
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double number = numbers[Math.min(i, numbers.length - 1)];
            values[i] = type.half() ? narrow((int) number) : number;
        }
        Tensor wide = Tensor.of(shape, values);
        return type.single() ? Tensor.of(shape, wide.toFloats()) : wide;
    }
}
