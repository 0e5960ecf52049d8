package theoria.format.tensorflow.internal;

import com.google.protobuf.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** An AttrValue of a file: one of its fields is set, the others are as if they were zero. */
final class Attribute {
    private ByteString text = ByteString.EMPTY;
    private long whole;
    private float real;
    private boolean flag;
    private int type;
    private @Nullable List<Long> shape;
    private @Nullable TensorDef tensor;
    private final List<Long> wholes = new ArrayList<>();
    private final List<List<Long>> shapes = new ArrayList<>();

    String text() {
        return text.toStringUtf8();
    }

    long whole() {
        return whole;
    }

    float real() {
        return real;
    }

    boolean flag() {
        return flag;
    }

    /** Number of an element type. */
    int type() {
        return type;
    }

    /** Extents, -1 where one is free; null if it is no shape, or the number of axes is free. */
    @Nullable List<Long> shape() {
        return shape;
    }

    @Nullable TensorDef tensor() {
        return tensor;
    }

    /** A list of whole numbers. */
    List<Long> wholes() {
        return wholes;
    }

    /** A list of shapes. */
    List<List<Long>> shapes() {
        return shapes;
    }

    void text(ByteString value) {
        text = value;
    }

    void whole(long value) {
        whole = value;
    }

    void real(float value) {
        real = value;
    }

    void flag(boolean value) {
        flag = value;
    }

    void type(int value) {
        type = value;
    }

    void shape(@Nullable List<Long> value) {
        shape = value;
    }

    void tensor(TensorDef value) {
        tensor = value;
    }
}
