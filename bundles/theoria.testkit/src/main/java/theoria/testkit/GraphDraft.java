package theoria.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A GraphDef of TensorFlow as it lies in a file, put together node by node. */
public final class GraphDraft {
    private static final int FLOAT = 1;
    private static final int INT32 = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The bytes of the graph so far. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Adds a node; inputs and attributes in any order, attributes made by the functions below. */
    public GraphDraft node(
            String name, String operator, List<String> inputs, byte[]... attributes) {
        byte[] node = join(text(1, name), text(2, operator));
        for (String input : inputs) {
            node = join(node, text(3, input));
        }
        for (byte[] attribute : attributes) {
            node = join(node, attribute);
        }
        out.writeBytes(field(1, node));
        return this;
    }

    /** Adds a placeholder of single precision; -1 stands for a free extent. */
    public GraphDraft placeholder(String name, long... extents) {
        return node(name, "Placeholder", List.of(), type("dtype", FLOAT), shape("shape", extents));
    }

    /** Adds a constant of single precision, its numbers as bytes. */
    public GraphDraft constant(String name, int[] extents, float... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            raw.putFloat(number);
        }
        byte[] tensor =
                join(join(number(1, FLOAT), field(2, shape(extents))), field(4, raw.array()));
        return node(name, "Const", List.of(), type("dtype", FLOAT), attribute("value", 8, tensor));
    }

    /** Adds whole numbers, one by one. */
    public GraphDraft wholes(String name, int[] extents, int... numbers) {
        byte[] list = new byte[0];
        for (int number : numbers) {
            list = join(list, varint(number));
        }
        byte[] tensor = join(join(number(1, INT32), field(2, shape(extents))), field(7, list));
        return node(name, "Const", List.of(), type("dtype", INT32), attribute("value", 8, tensor));
    }

    /** Adds a constant of any element type whose one number is repeated, or none is there. */
    public GraphDraft repeated(String name, int type, int[] extents, byte[] numbers) {
        byte[] tensor = join(join(number(1, type), field(2, shape(extents))), numbers);
        return node(name, "Const", List.of(), type("dtype", type), attribute("value", 8, tensor));
    }

    /** Adds a constant of single precision of this shape with these fields for its numbers. */
    public GraphDraft constant(String name, byte[] shape, byte[] numbers) {
        byte[] tensor = join(join(number(1, FLOAT), field(2, shape)), numbers);
        return node(name, "Const", List.of(), type("dtype", FLOAT), attribute("value", 8, tensor));
    }

    /** An attribute that names an element type. */
    public static byte[] type(String key, int type) {
        return entry(key, number(6, type));
    }

    /** An attribute of a truth value. */
    public static byte[] flag(String key, boolean value) {
        return entry(key, number(5, value ? 1 : 0));
    }

    /** An attribute of a real number. */
    public static byte[] real(String key, float value) {
        byte[] raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
        return entry(key, join(new byte[] {4 << 3 | 5}, raw));
    }

    /** An attribute of a whole number. */
    public static byte[] whole(String key, long value) {
        return entry(key, number(3, value));
    }

    /** An attribute of a text. */
    public static byte[] word(String key, String value) {
        return entry(key, text(2, value));
    }

    /** An attribute of several whole numbers. */
    public static byte[] wholes(String key, long... values) {
        byte[] list = new byte[0];
        for (long value : values) {
            list = join(list, number(3, value));
        }
        return attribute(key, 1, list);
    }

    /** An attribute of a shape. */
    public static byte[] shape(String key, long... extents) {
        return attribute(key, 7, shapeOf(extents));
    }

    private static byte[] shape(int[] extents) {
        return shapeOf(Arrays.stream(extents).asLongStream().toArray());
    }

    /** The message of a shape. */
    public static byte[] shapeOf(long... extents) {
        byte[] shape = new byte[0];
        for (long extent : extents) {
            shape = join(shape, field(2, number(1, extent)));
        }
        return shape;
    }

    private static byte[] attribute(String key, int number, byte[] message) {
        return entry(key, field(number, message));
    }

    private static byte[] entry(String key, byte[] value) {
        return field(5, join(text(1, key), field(2, value)));
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of bytes: tag, length, bytes. */
    public static byte[] field(int number, byte[] bytes) {
        return join(join(varint(number << 3 | 2), varint(bytes.length)), bytes);
    }

    /** A field of a whole number. */
    public static byte[] number(int number, long value) {
        return join(varint(number << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
