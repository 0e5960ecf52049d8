package theoria.core.model.graph;

import static theoria.core.model.graph.FieldCodec.constant;
import static theoria.core.model.graph.FieldCodec.integers;
import static theoria.core.model.graph.FieldCodec.shape;
import static theoria.core.model.graph.FieldCodec.tensor;
import static theoria.core.model.graph.FieldCodec.window;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The bytes of an operator: a tag that never changes, then its numbers. A tag that has been written
 * keeps its meaning and an operator that had bytes keeps them, for hashes of models rest on them.
 */
final class OperatorCodec {
    private OperatorCodec() {}

    static void write(Operator operator, DataOutputStream out) throws IOException {
        if (operator instanceof Operator.Input input) {
            out.writeByte(1);
            FieldCodec.write(input.shape(), out);
        } else if (operator instanceof Operator.Parameter parameter) {
            out.writeByte(2);
            out.writeByte(parameter.role().ordinal());
            FieldCodec.write(parameter.shape(), out);
        } else if (operator instanceof Operator.Constant constant) {
            out.writeByte(3);
            FieldCodec.write(constant.value(), out);
        } else if (operator instanceof Operator.Dense dense) {
            out.writeByte(4);
            out.writeInt(dense.units());
        } else if (operator instanceof Operator.MatMul) {
            out.writeByte(5);
        } else if (operator instanceof Operator.Convolution convolution) {
            out.writeByte(6);
            out.writeInt(convolution.filters());
            FieldCodec.write(convolution.window(), out);
            out.writeInt(convolution.groups());
        } else if (operator instanceof Operator.TransposedConvolution convolution) {
            out.writeByte(21);
            out.writeInt(convolution.filters());
            FieldCodec.write(convolution.window(), out);
            out.writeInt(convolution.groups());
            FieldCodec.write(convolution.outputPadding(), out);
        } else if (operator instanceof Operator.Pooling pooling) {
            out.writeByte(8);
            out.writeByte(pooling.kind().ordinal());
            FieldCodec.write(pooling.window(), out);
            out.writeBoolean(pooling.ceilMode());
            out.writeBoolean(pooling.countIncludePad());
        } else {
            writeNormalisation(operator, out);
        }
    }

    private static void writeNormalisation(Operator operator, DataOutputStream out)
            throws IOException {
        if (operator instanceof Operator.BatchNorm norm) {
            out.writeByte(7);
            out.writeDouble(norm.epsilon());
        } else if (operator instanceof Operator.LocalResponseNorm norm) {
            out.writeByte(13);
            out.writeInt(norm.size());
            out.writeDouble(norm.alpha());
            out.writeDouble(norm.beta());
            out.writeDouble(norm.bias());
        } else if (operator instanceof Operator.GroupNorm norm) {
            out.writeByte(22);
            out.writeInt(norm.groups());
            out.writeDouble(norm.epsilon());
        } else if (operator instanceof Operator.LayerNorm norm) {
            out.writeByte(23);
            out.writeInt(norm.axis());
            out.writeDouble(norm.epsilon());
        } else {
            writeElementWise(operator, out);
        }
    }

    private static void writeElementWise(Operator operator, DataOutputStream out)
            throws IOException {
        if (operator instanceof Operator.Activation activation) {
            write(activation, out);
        } else if (operator instanceof Operator.Softmax softmax) {
            out.writeByte(10);
            out.writeInt(softmax.axis());
            out.writeBoolean(softmax.logarithm());
        } else if (operator instanceof Operator.Arithmetic arithmetic) {
            out.writeByte(11);
            out.writeByte(arithmetic.kind().ordinal());
        } else if (operator instanceof Operator.Dropout dropout) {
            out.writeByte(12);
            out.writeDouble(dropout.rate());
        } else if (operator instanceof Operator.Identity) {
            out.writeByte(14);
        } else if (operator instanceof Operator.ParametricRelu rectifier) {
            out.writeByte(24);
            FieldCodec.write(rectifier.slope(), out);
        } else if (operator instanceof Operator.Quantize quantize) {
            out.writeByte(25);
            out.writeDouble(quantize.scale());
            out.writeInt(quantize.zero());
            out.writeInt(quantize.low());
            out.writeInt(quantize.high());
        } else {
            MovingCodec.encode(operator, out);
        }
    }

    /** A function without a second parameter, the older form, keeps its bytes. */
    private static void write(Operator.Activation activation, DataOutputStream out)
            throws IOException {
        boolean two = activation.beta() != 0;
        out.writeByte(two ? 20 : 9);
        out.writeByte(activation.function().ordinal());
        out.writeDouble(activation.alpha());
        if (two) {
            out.writeDouble(activation.beta());
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
            case 21:
                return new Operator.TransposedConvolution(
                        in.readInt(), window(in), in.readInt(), integers(in));
            case 22:
                return new Operator.GroupNorm(in.readInt(), in.readDouble());
            case 23:
                return new Operator.LayerNorm(in.readInt(), in.readDouble());
            default:
                return readElementWise(tag, in);
        }
    }

    private static Operator readElementWise(int tag, DataInputStream in) throws IOException {
        switch (tag) {
            case 9:
                return new Operator.Activation(
                        constant(in, ActivationFunction.values()), in.readDouble());
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
            case 20:
                return new Operator.Activation(
                        constant(in, ActivationFunction.values()),
                        in.readDouble(),
                        in.readDouble());
            case 24:
                return new Operator.ParametricRelu(shape(in));
            case 25:
                return new Operator.Quantize(
                        in.readDouble(), in.readInt(), in.readInt(), in.readInt());
            default:
                return MovingCodec.decode(tag, in);
        }
    }
}
