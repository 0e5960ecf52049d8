package theoria.core.model.graph;

import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an operator: a tag that never changes, then its numbers. */
final class OperatorCodec {
    private OperatorCodec() {}

    static void write(Operator operator, DataOutputStream out) throws IOException {
        if (operator instanceof Operator.Input) {
            out.writeByte(1);
            write(((Operator.Input) operator).shape(), out);
        } else if (operator instanceof Operator.Parameter) {
            out.writeByte(2);
            out.writeByte(((Operator.Parameter) operator).role().ordinal());
            write(((Operator.Parameter) operator).shape(), out);
        } else if (operator instanceof Operator.Constant) {
            out.writeByte(3);
            write(((Operator.Constant) operator).value(), out);
        } else if (operator instanceof Operator.Dense) {
            out.writeByte(4);
            out.writeInt(((Operator.Dense) operator).units());
        } else if (operator instanceof Operator.MatMul) {
            out.writeByte(5);
        } else if (operator instanceof Operator.Convolution) {
            Operator.Convolution convolution = (Operator.Convolution) operator;
            out.writeByte(6);
            out.writeInt(convolution.filters());
            write(convolution.window(), out);
            out.writeInt(convolution.groups());
        } else if (operator instanceof Operator.BatchNorm) {
            out.writeByte(7);
            out.writeDouble(((Operator.BatchNorm) operator).epsilon());
        } else if (operator instanceof Operator.Pooling) {
            Operator.Pooling pooling = (Operator.Pooling) operator;
            out.writeByte(8);
            out.writeByte(pooling.kind().ordinal());
            write(pooling.window(), out);
            out.writeBoolean(pooling.ceilMode());
            out.writeBoolean(pooling.countIncludePad());
        } else {
            writeElementWise(operator, out);
        }
    }

    private static void writeElementWise(Operator operator, DataOutputStream out)
            throws IOException {
        if (operator instanceof Operator.Activation) {
            out.writeByte(9);
            out.writeByte(((Operator.Activation) operator).function().ordinal());
            out.writeDouble(((Operator.Activation) operator).alpha());
        } else if (operator instanceof Operator.Softmax) {
            out.writeByte(10);
            out.writeInt(((Operator.Softmax) operator).axis());
            out.writeBoolean(((Operator.Softmax) operator).logarithm());
        } else if (operator instanceof Operator.Arithmetic) {
            out.writeByte(11);
            out.writeByte(((Operator.Arithmetic) operator).kind().ordinal());
        } else if (operator instanceof Operator.Dropout) {
            out.writeByte(12);
            out.writeDouble(((Operator.Dropout) operator).rate());
        } else if (operator instanceof Operator.LocalResponseNorm) {
            Operator.LocalResponseNorm norm = (Operator.LocalResponseNorm) operator;
            out.writeByte(13);
            out.writeInt(norm.size());
            out.writeDouble(norm.alpha());
            out.writeDouble(norm.beta());
            out.writeDouble(norm.bias());
        } else if (operator instanceof Operator.Identity) {
            out.writeByte(14);
        } else {
            writeShapes(operator, out);
        }
    }

    private static void writeShapes(Operator operator, DataOutputStream out) throws IOException {
        if (operator instanceof Operator.Concat) {
            out.writeByte(15);
            out.writeInt(((Operator.Concat) operator).axis());
        } else if (operator instanceof Operator.Mean) {
            out.writeByte(16);
            write(((Operator.Mean) operator).axes(), out);
            out.writeBoolean(((Operator.Mean) operator).keepExtents());
        } else if (operator instanceof Operator.Flatten) {
            out.writeByte(17);
        } else if (operator instanceof Operator.Reshape) {
            out.writeByte(18);
            write(((Operator.Reshape) operator).shape(), out);
        } else if (operator instanceof Operator.Pad) {
            out.writeByte(19);
            write(((Operator.Pad) operator).before(), out);
            write(((Operator.Pad) operator).after(), out);
            out.writeDouble(((Operator.Pad) operator).value());
        } else {
            throw new IllegalStateException("no bytes for " + operator);
        }
    }

    static Operator read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1:
                return new Operator.Input(shape(in));
            case 2:
                return new Operator.Parameter(constant(in, Role.values()), shape(in));
            case 3:
                return new Operator.Constant(tensor(in));
            case 4:
                return new Operator.Dense(in.readInt());
            case 5:
                return new Operator.MatMul();
            case 6:
                return new Operator.Convolution(in.readInt(), window(in), in.readInt());
            case 7:
                return new Operator.BatchNorm(in.readDouble());
            case 8:
                return new Operator.Pooling(
                        constant(in, Operator.PoolingKind.values()),
                        window(in),
                        in.readBoolean(),
                        in.readBoolean());
            case 9:
                return new Operator.Activation(
                        constant(in, ActivationFunction.values()), in.readDouble());
            default:
                return readRest(tag, in);
        }
    }

    private static Operator readRest(int tag, DataInputStream in) throws IOException {
        switch (tag) {
            case 10:
                return new Operator.Softmax(in.readInt(), in.readBoolean());
            case 11:
                return new Operator.Arithmetic(constant(in, Operator.ArithmeticKind.values()));
            case 12:
                return new Operator.Dropout(in.readDouble());
            case 13:
                return new Operator.LocalResponseNorm(
                        in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
            case 14:
                return new Operator.Identity();
            case 15:
                return new Operator.Concat(in.readInt());
            case 16:
                return new Operator.Mean(integers(in), in.readBoolean());
            case 17:
                return new Operator.Flatten();
            case 18:
                return new Operator.Reshape(shape(in));
            case 19:
                return new Operator.Pad(integers(in), integers(in), in.readDouble());
            default:
                throw new IOException("operator tag " + tag + " is not known");
        }
    }

    private static void write(Shape shape, DataOutputStream out) throws IOException {
        out.writeInt(shape.rank());
        for (int extent : shape.toArray()) {
            out.writeInt(extent);
        }
    }

    private static Shape shape(DataInputStream in) throws IOException {
        return Shape.of(integers(in));
    }

    private static void write(List<Integer> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private static List<Integer> integers(DataInputStream in) throws IOException {
        int count = count(in);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(in.readInt());
        }
        return numbers;
    }

    private static void write(Window window, DataOutputStream out) throws IOException {
        write(window.kernel(), out);
        write(window.stride(), out);
        write(window.padBefore(), out);
        write(window.padAfter(), out);
        write(window.dilation(), out);
    }

    private static Window window(DataInputStream in) throws IOException {
        return new Window(integers(in), integers(in), integers(in), integers(in), integers(in));
    }

    private static void write(Tensor tensor, DataOutputStream out) throws IOException {
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

    private static Tensor tensor(DataInputStream in) throws IOException {
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
