package theoria.core.study.codec;

import com.google.gson.JsonArray;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Appends arrays to the blocks of an encoded result and gives back references to them. */
final class BlockWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    JsonArray doubles(double[] values) {
        ByteBuffer block = allocate(8L * values.length);
        for (double value : values) {
            // not doubleToRawLongBits: all NaNs must give the same bytes
            block.putLong(Double.doubleToLongBits(value));
        }
        return append(block, values.length);
    }

    JsonArray floats(float[] values) {
        ByteBuffer block = allocate(4L * values.length);
        for (float value : values) {
            block.putInt(Float.floatToIntBits(value));
        }
        return append(block, values.length);
    }

    JsonArray flags(boolean[] values) {
        ByteBuffer block = allocate(values.length);
        for (boolean value : values) {
            block.put((byte) (value ? 1 : 0));
        }
        return append(block, values.length);
    }

    /** Lengths of all words, then their UTF-16 characters. */
    JsonArray words(String[] values) {
        long characters = 0;
        for (String value : values) {
            characters += value.length();
        }
        ByteBuffer block = allocate(4L * values.length + 2 * characters);
        for (String value : values) {
            block.putInt(value.length());
        }
        for (String value : values) {
            for (int i = 0; i < value.length(); i++) {
                block.putChar(value.charAt(i));
            }
        }
        return append(block, values.length);
    }

    private static ByteBuffer allocate(long size) {
        return ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private JsonArray append(ByteBuffer block, int count) {
        JsonArray reference = new JsonArray(2);
        reference.add(bytes.size());
        reference.add(count);
        bytes.writeBytes(block.array());
        return reference;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
