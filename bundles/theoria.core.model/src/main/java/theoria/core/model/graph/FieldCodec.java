package theoria.core.model.graph;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of what operators are made of: shapes, lists, windows, tensors, constants. */
final class FieldCodec {
    private FieldCodec() {}

    static void write(Shape shape, DataOutputStream out) throws IOException {
        out.writeInt(shape.rank());
        for (int extent : shape.toArray()) {
            out.writeInt(extent);
        }
    }

    static Shape shape(DataInputStream in) throws IOException {
        return Shape.of(integers(in));
    }

    static void write(List<Integer> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    static List<Integer> integers(DataInputStream in) throws IOException {
        int count = count(in);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(in.readInt());
        }
        return numbers;
    }

    static void writeReals(List<Double> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    static List<Double> reals(DataInputStream in) throws IOException {
        int count = count(in);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(in.readDouble());
        }
        return numbers;
    }

    static void write(Window window, DataOutputStream out) throws IOException {
        write(window.kernel(), out);
        write(window.stride(), out);
        write(window.padBefore(), out);
        write(window.padAfter(), out);
        write(window.dilation(), out);
    }

    static Window window(DataInputStream in) throws IOException {
        return new Window(integers(in), integers(in), integers(in), integers(in), integers(in));
    }

    static void write(Tensor tensor, DataOutputStream out) throws IOException {
        boolean single = tensor.precision() == Precision.FLOAT;
        out.writeBoolean(single);
        write(tensor.shape(), out);
        for (int i = 0; i < tensor.size(); i++) {
            if (single) {
                out.writeFloat((float) tensor.get(i));
            } else {
                out.writeDouble(tensor.get(i));
            }
        }
    }

    static Tensor tensor(DataInputStream in) throws IOException {
        boolean single = in.readBoolean();
        Shape shape = shape(in);
        if ((long) shape.size() * (single ? 4 : 8) > in.available()) {
            throw new IOException("a constant of " + shape + " is longer than what follows");
        }
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = single ? in.readFloat() : in.readDouble();
        }
        Tensor tensor = Tensor.of(shape, values);
        return single ? Tensor.of(shape, tensor.toFloats()) : tensor;
    }

    /** A count that what follows can hold. */
    static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("a count of " + count + " is longer than what follows");
        }
        return count;
    }

    /** A constant of an enumeration by its number. */
    static <E> E constant(DataInputStream in, E[] values) throws IOException {
        int ordinal = in.readUnsignedByte();
        if (ordinal >= values.length) {
            throw new IOException("there is no constant number " + ordinal);
        }
        return values[ordinal];
    }
}
