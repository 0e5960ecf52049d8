package theoria.format.tensorflow.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the messages of a frozen graph that matter here: of graph.proto GraphDef, of node_def.proto
 * NodeDef, of attr_value.proto AttrValue, of tensor.proto TensorProto, of tensor_shape.proto
 * TensorShapeProto, all in tensorflow/core/framework. The wire format is protobuf's own library's
 * matter; other fields are passed over. Nothing is allocated by what a length announces before as
 * many bytes are there.
 */
final class GraphParser {
    /** Nodes, inputs, attributes and numbers of attributes that a graph may have together. */
    private static final int MOST_PARTS = 4_000_000;

    private final CodedInputStream in;
    private int parts;

    private GraphParser(CodedInputStream in) {
        this.in = in;
    }

    /** Takes a field if it is known; else it is passed over. */
    private interface Fields {
        boolean take(int field, int tag) throws IOException;
    }

    /** A row of numbers that grows as they are read. */
    private static final class Numbers {
        private double[] values = new double[8];
        private int count;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        double[] all() {
            return Arrays.copyOf(values, count);
        }
    }

    /** One number of a field that may be packed. */
    private interface NumberReader {
        double read() throws IOException;
    }

    /**
     * The nodes of a graph; their constants are views of the bytes.
     *
     * @throws IOException if the bytes are no protobuf, or cut short
     */
    static List<GraphNode> nodes(byte[] bytes) throws IOException {
        CodedInputStream coded = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        coded.enableAliasing(true);
        List<GraphNode> nodes = new ArrayList<>();
        GraphParser parser = new GraphParser(coded);
        parser.fields(
                (field, tag) -> {
                    if (field != 1) {
                        return false;
                    }
                    parser.count();
                    nodes.add(parser.node(tag));
                    return true;
                });
        return nodes;
    }

    private void fields(Fields fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!fields.take(WireFormat.getTagFieldNumber(tag), tag)) {
                in.skipField(tag);
            }
        }
        in.checkLastTagWas(0);
    }

    /** Reads a message inside of another. */
    private void message(int tag, Fields fields) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        fields(fields);
        in.popLimit(limit);
    }

    private static void require(int tag, int type) throws IOException {
        if (WireFormat.getTagWireType(tag) != type) {
            throw new IOException("a field has another wire type than its message says");
        }
    }

    /** Takes account of something that takes more room than its bytes. */
    private void count() throws IOException {
        if (++parts > MOST_PARTS) {
            throw new IOException("the graph has more than " + MOST_PARTS + " parts");
        }
    }

    private ByteString bytes(int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readBytes();
    }

    private long varint(int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    private GraphNode node(int tag) throws IOException {
        String[] words = {"", ""};
        List<String> inputs = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 1:
                        case 2:
                            words[field - 1] = bytes(inner).toStringUtf8();
                            return true;
                        case 3:
                            count();
                            inputs.add(bytes(inner).toStringUtf8());
                            return true;
                        case 5:
                            count();
                            entry(inner, attributes);
                            return true;
                        default:
                            return false;
                    }
                });
        return GraphNode.of(words[0], words[1], inputs, attributes);
    }

    /** An entry of the map of attributes. */
    private void entry(int tag, Map<String, Attribute> attributes) throws IOException {
        String[] key = {""};
        Attribute value = new Attribute();
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 1:
                            key[0] = bytes(inner).toStringUtf8();
                            return true;
                        case 2:
                            attribute(inner, value);
                            return true;
                        default:
                            return false;
                    }
                });
        attributes.put(key[0], value);
    }

    private void attribute(int tag, Attribute value) throws IOException {
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 1:
                            list(inner, value);
                            return true;
                        case 2:
                            value.text(bytes(inner));
                            return true;
                        case 3:
                            value.whole(varint(inner));
                            return true;
                        case 4:
                            require(inner, WireFormat.WIRETYPE_FIXED32);
                            value.real(in.readFloat());
                            return true;
                        case 5:
                            value.flag(varint(inner) != 0);
                            return true;
                        case 6:
                            value.type((int) varint(inner));
                            return true;
                        case 7:
                            value.shape(shape(inner));
                            return true;
                        case 8:
                            value.tensor(tensor(inner));
                            return true;
                        default:
                            return false;
                    }
                });
    }

    private void list(int tag, Attribute value) throws IOException {
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 3:
                            wholes(inner, value.wholes());
                            return true;
                        case 7:
                            count();
                            List<Long> shape = shape(inner);
                            value.shapes().add(shape == null ? List.of() : shape);
                            return true;
                        default:
                            return false;
                    }
                });
    }

    private void wholes(int tag, List<Long> target) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            count();
            target.add(in.readRawVarint64());
            return;
        }
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            count();
            target.add(in.readRawVarint64());
        }
        in.popLimit(limit);
    }

    /** Extents; null if their number is not known. */
    private @Nullable List<Long> shape(int tag) throws IOException {
        List<Long> extents = new ArrayList<>();
        boolean[] unknown = {false};
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 2:
                            count();
                            extents.add(extent(inner));
                            return true;
                        case 3:
                            unknown[0] = varint(inner) != 0;
                            return true;
                        default:
                            return false;
                    }
                });
        return unknown[0] ? null : extents;
    }

    private long extent(int tag) throws IOException {
        long[] size = {0};
        message(
                tag,
                (field, inner) -> {
                    if (field == 1) {
                        size[0] = varint(inner);
                    }
                    return field == 1;
                });
        return size[0];
    }

    private TensorDef tensor(int tag) throws IOException {
        int[] type = {0};
        List<Long> extents = new ArrayList<>();
        ByteString[] content = {ByteString.EMPTY};
        Numbers numbers = new Numbers();
        message(
                tag,
                (field, inner) -> {
                    switch (field) {
                        case 1:
                            type[0] = (int) varint(inner);
                            return true;
                        case 2:
                            List<Long> shape = shape(inner);
                            extents.addAll(shape == null ? List.of(-1L) : shape);
                            return true;
                        case 4:
                            content[0] = bytes(inner);
                            return true;
                        default:
                            return numbers(field, inner, numbers);
                    }
                });
        return new TensorDef(type[0], List.copyOf(extents), content[0], numbers.all());
    }

    /** The fields float_val, double_val, int_val, int64_val, bool_val and half_val. */
    private boolean numbers(int field, int tag, Numbers numbers) throws IOException {
        switch (field) {
            case 5:
                numbers(tag, WireFormat.WIRETYPE_FIXED32, numbers, in::readFloat);
                return true;
            case 6:
                numbers(tag, WireFormat.WIRETYPE_FIXED64, numbers, in::readDouble);
                return true;
            case 7:
            case 13:
                numbers(tag, WireFormat.WIRETYPE_VARINT, numbers, in::readInt32);
                return true;
            case 10:
                numbers(tag, WireFormat.WIRETYPE_VARINT, numbers, in::readInt64);
                return true;
            case 11:
                numbers(tag, WireFormat.WIRETYPE_VARINT, numbers, () -> in.readBool() ? 1 : 0);
                return true;
            default:
                return false;
        }
    }

    private void numbers(int tag, int single, Numbers numbers, NumberReader reader)
            throws IOException {
        if (WireFormat.getTagWireType(tag) == single) {
            numbers.add(reader.read());
            return;
        }
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            numbers.add(reader.read());
        }
        in.popLimit(limit);
    }
}
