package theoria.format.keras.internal;

import com.google.gson.JsonElement;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor of a weight manifest of TensorFlow.js. Quantised numbers q stand for scale q + min.
 *
 * @param name layer and tensor, for example {@code dense_1/kernel}
 * @param shape of the tensor
 * @param type in which its numbers are stored
 * @param scale distance of two quantised numbers, 1 if they are not
 * @param min what 0 stands for, 0 if they are not quantised
 */
record ManifestEntry(String name, Shape shape, Type type, double scale, double min) {
    /** How a number lies in the bytes, little-endian. */
    enum Type {
        /** binary32. */
        FLOAT32(4),
        /** binary16. */
        FLOAT16(2),
        /** 32 bits with sign. */
        INT32(4),
        /** 0 to 65535. */
        UINT16(2),
        /** 0 to 255. */
        UINT8(1),
        /** 0 or 1. */
        BOOL(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        private static Type of(String word, String where) throws FormatException {
            switch (word) {
                case "float32":
                    return FLOAT32;
                case "float16":
                    return FLOAT16;
                case "int32":
                    return INT32;
                case "uint16":
                    return UINT16;
                case "uint8":
                    return UINT8;
                case "bool":
                    return BOOL;
                default:
                    throw new FormatException(
                            where
                                    + " has the type '"
                                    + word
                                    + "'; expected float32, float16, int32, uint16, uint8 or bool");
            }
        }

        private double read(ByteBuffer bytes, int place) {
            switch (this) {
                case FLOAT32:
                    return bytes.getFloat(place);
                case FLOAT16:
                    return half(bytes.getShort(place));
                case INT32:
                    return bytes.getInt(place);
                case UINT16:
                    return bytes.getShort(place) & 0xffff;
                case UINT8:
                    return bytes.get(place) & 0xff;
                default:
                    return bytes.get(place) == 0 ? 0 : 1;
            }
        }

        /** 1 bit sign, 5 bits exponent e, 10 bits significand s: 2^(e-15) (1 + s/1024). */
        private static double half(short bits) {
            int exponent = bits >> 10 & 0x1f;
            int significand = bits & 0x3ff;
            double size;
            if (exponent == 0) {
                size = Math.scalb((double) significand, -24);
            } else if (exponent == 0x1f) {
                size = significand == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            } else {
                size = Math.scalb((double) (significand + 1024), exponent - 25);
            }
            return bits < 0 ? -size : size;
        }
    }

    static ManifestEntry of(JsonElement json) throws FormatException {
        String name = Config.of(json, "a weight of the manifest").word("", "name");
        Config config = Config.of(json, "weight '" + name + "' of the manifest");
        List<Integer> extents = config.counts("shape");
        String plain = config.word("", "dtype");
        Config quantised =
                config.has("quantization")
                        ? Config.of(config.find("quantization"), config.where())
                        : config;
        Type type = Type.of(quantised.word(plain, "dtype"), config.where());
        boolean coded = type == Type.UINT8 || type == Type.UINT16;
        boolean scaled = coded && config.has("quantization");
        double scale = scaled ? quantised.real(1, "scale") : 1;
        double min = scaled ? quantised.real(0, "min") : 0;
        try {
            return new ManifestEntry(name, Shape.of(extents), type, scale, min);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    config.where() + " has the shape " + extents + "; expected one that fits", e);
        }
    }

    /** Number of bytes it takes. */
    long length() {
        return (long) shape.size() * type.bytes;
    }

    /** Its numbers in single precision. */
    Tensor read(ByteBuffer bytes, int from) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (type.read(bytes, from + i * type.bytes) * scale + min);
        }
        return Tensor.of(shape, values);
    }
}
