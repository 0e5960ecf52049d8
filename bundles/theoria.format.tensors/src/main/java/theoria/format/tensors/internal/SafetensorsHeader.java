package theoria.format.tensors.internal;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file, checked: the byte ranges lie one after another and end where
 * the file ends.
 *
 * @param ranges of all tensors, in the order of the header
 * @param facts the words of {@code __metadata__}
 */
public record SafetensorsHeader(List<Range> ranges, Map<String, String> facts) {
    /** The format's own limit of a header, bytes. */
    public static final long LONGEST = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int MOST_AXES = 64;

    /**
     * Where a tensor lies.
     *
     * @param name of the tensor
     * @param type of its elements
     * @param shape of the tensor
     * @param from first byte in the file
     * @param length number of bytes
     */
    public record Range(String name, ElementType type, Shape shape, long from, long length) {}

    /**
     * Reads and checks a header.
     *
     * @throws FormatException if it is damaged or does not fit the file
     */
    public static SafetensorsHeader read(FileChannel channel) throws IOException, FormatException {
        long size = channel.size();
        ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (size < LENGTH_BYTES) {
            throw new FormatException("has " + size + " bytes; expected a length of 8 bytes first");
        }
        fill(channel, start, 0);
        long length = start.getLong(0);
        if (length < 2 || length > LONGEST || length > size - LENGTH_BYTES) {
            throw new FormatException(
                    "announces a header of "
                            + Long.toUnsignedString(length)
                            + " bytes; expected at most the "
                            + Math.min(LONGEST, size - LENGTH_BYTES)
                            + " that can be there");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        fill(channel, text, LENGTH_BYTES);
        SafetensorsHeader header = parse(text.flip(), LENGTH_BYTES + length);
        header.requireTiles(LENGTH_BYTES + length, size);
        return header;
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("it ends while it is read");
            }
        }
    }

    private static SafetensorsHeader parse(ByteBuffer text, long data)
            throws IOException, FormatException {
        try {
            String json = StandardCharsets.UTF_8.newDecoder().decode(text).toString().strip();
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.setStrictness(Strictness.STRICT);
            List<Range> ranges = new ArrayList<>();
            Map<String, String> facts = new LinkedHashMap<>();
            Set<String> names = new HashSet<>();
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (!names.add(name)) {
                    throw new FormatException(
                            "tensor '" + name + "' is there twice; expected each name once");
                }
                if (name.equals("__metadata__")) {
                    reader.beginObject();
                    while (reader.hasNext()) {
                        facts.put(reader.nextName(), reader.nextString());
                    }
                    reader.endObject();
                } else {
                    ranges.add(range(reader, name, data));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new FormatException("the header goes on after its JSON; expected its end");
            }
            return new SafetensorsHeader(ranges, facts);
        } catch (CharacterCodingException
                | MalformedJsonException
                | EOFException
                | IllegalStateException
                | NumberFormatException
                | JsonParseException e) {
            throw new FormatException("the header is no JSON object of tensors; expected one", e);
        }
    }

    private static Range range(JsonReader reader, String name, long data)
            throws IOException, FormatException {
        String type = "";
        List<Long> shape = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "dtype":
                    type = reader.nextString();
                    break;
                case "shape":
                    longs(reader, shape);
                    break;
                case "data_offsets":
                    longs(reader, offsets);
                    break;
                default:
                    reader.skipValue();
            }
        }
        reader.endObject();
        String where = "tensor '" + name + "'";
        ElementType element = type(where, type);
        long elements = elements(where, shape);
        long bytes = elements * element.width();
        boolean pair = offsets.size() == 2;
        if (!pair || offsets.get(0) < 0 || offsets.get(1) - offsets.get(0) != bytes) {
            throw new FormatException(
                    where
                            + " of shape "
                            + shape
                            + " lies at the bytes "
                            + offsets
                            + "; expected a range of "
                            + bytes
                            + " bytes");
        }
        Shape extents = Shape.of(shape.stream().map(Math::toIntExact).toList());
        return new Range(name, element, extents, data + offsets.get(0), bytes);
    }

    private static ElementType type(String where, String type) throws FormatException {
        return ElementType.named(type)
                .orElseThrow(
                        () ->
                                new FormatException(
                                        where
                                                + " has the element type '"
                                                + type
                                                + "'; expected one of F64, F32, F16, BF16, I64,"
                                                + " I32, I16, I8, U8, BOOL"));
    }

    private static void longs(JsonReader reader, List<Long> target)
            throws IOException, FormatException {
        reader.beginArray();
        while (reader.hasNext()) {
            if (target.size() >= MOST_AXES) {
                throw new FormatException(
                        "a list has more than " + MOST_AXES + " numbers; expected axes or offsets");
            }
            target.add(reader.nextLong());
        }
        reader.endArray();
    }

    /** Number of elements; at most 2^31-1, so that nothing below overflows. */
    static long elements(String where, List<Long> shape) throws FormatException {
        long product = 1;
        for (long extent : shape) {
            boolean fits = extent >= 0 && extent <= Integer.MAX_VALUE;
            product = fits ? product * Math.max(1, extent) : Long.MAX_VALUE;
            if (product > Integer.MAX_VALUE) {
                throw new FormatException(
                        where
                                + " has the shape "
                                + shape
                                + "; expected extents from 0 on of at most 2^31-1 elements");
            }
        }
        return shape.contains(0L) ? 0 : product;
    }

    private void requireTiles(long data, long end) throws FormatException {
        List<Range> ordered = new ArrayList<>(ranges);
        ordered.sort(Comparator.comparingLong(Range::from).thenComparingLong(Range::length));
        long next = data;
        for (Range range : ordered) {
            if (range.from() != next) {
                throw new FormatException(
                        "tensor '"
                                + range.name()
                                + "' begins at byte "
                                + (range.from() - data)
                                + " of the data; expected "
                                + (next - data)
                                + ", where the one before ends");
            }
            next += range.length();
        }
        if (next != end) {
            throw new FormatException(
                    "the tensors have "
                            + (next - data)
                            + " bytes, the file holds "
                            + (end - data)
                            + " after its header; expected as many");
        }
    }
}
