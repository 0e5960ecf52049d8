package theoria.core.model.graph;

import static theoria.core.model.graph.FieldCodec.constant;
import static theoria.core.model.graph.FieldCodec.integers;
import static theoria.core.model.graph.FieldCodec.reals;
import static theoria.core.model.graph.FieldCodec.shape;
import static theoria.core.model.graph.FieldCodec.write;
import static theoria.core.model.graph.FieldCodec.writeReals;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The bytes of the operators that move, join or summarise numbers. */
final class MovingCodec {
    private MovingCodec() {}

    static void encode(Operator operator, DataOutputStream out) throws IOException {
        if (operator instanceof Operator.Concat concat) {
            out.writeByte(15);
            out.writeInt(concat.axis());
        } else if (operator instanceof Operator.Mean mean) {
            out.writeByte(16);
            write(mean.axes(), out);
            out.writeBoolean(mean.keepExtents());
        } else if (operator instanceof Operator.Flatten) {
            out.writeByte(17);
        } else if (operator instanceof Operator.Reshape reshape) {
            out.writeByte(18);
            write(reshape.shape(), out);
        } else if (operator instanceof Operator.Pad pad) {
            encode(pad, out);
        } else if (operator instanceof Operator.Reduction reduction) {
            out.writeByte(26);
            out.writeByte(reduction.kind().ordinal());
            write(reduction.axes(), out);
            out.writeBoolean(reduction.keepExtents());
        } else if (operator instanceof Operator.Transpose transpose) {
            out.writeByte(28);
            write(transpose.order(), out);
        } else if (operator instanceof Operator.Slice slice) {
            out.writeByte(29);
            write(slice.starts(), out);
            write(slice.steps(), out);
            write(slice.extents(), out);
        } else {
            encodeRest(operator, out);
        }
    }

    /** Padding with a constant, the older form, keeps its bytes. */
    private static void encode(Operator.Pad pad, DataOutputStream out) throws IOException {
        boolean constant = pad.mode() == Operator.PadMode.CONSTANT;
        out.writeByte(constant ? 19 : 27);
        write(pad.before(), out);
        write(pad.after(), out);
        if (!constant) {
            out.writeByte(pad.mode().ordinal());
        }
        out.writeDouble(pad.value());
    }

    private static void encodeRest(Operator operator, DataOutputStream out) throws IOException {
        if (operator instanceof Operator.Gather gather) {
            out.writeByte(30);
            out.writeInt(gather.axis());
            write(gather.places(), out);
        } else if (operator instanceof Operator.Expand expand) {
            out.writeByte(31);
            write(expand.shape(), out);
        } else if (operator instanceof Operator.Resize resize) {
            out.writeByte(32);
            out.writeBoolean(resize.linear());
            write(resize.extents(), out);
            writeReals(resize.scales(), out);
            out.writeByte(resize.coordinates().ordinal());
            out.writeByte(resize.rounding().ordinal());
        } else {
            throw new IllegalStateException("no bytes for " + operator);
        }
    }

    static Operator decode(int tag, DataInputStream in) throws IOException {
        switch (tag) {
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
            case 26:
                return new Operator.Reduction(
                        constant(in, Operator.ReductionKind.values()),
                        integers(in),
                        in.readBoolean());
            case 27:
                return new Operator.Pad(
                        integers(in),
                        integers(in),
                        constant(in, Operator.PadMode.values()),
                        in.readDouble());
            case 28:
                return new Operator.Transpose(integers(in));
            case 29:
                return new Operator.Slice(integers(in), integers(in), integers(in));
            case 30:
                return new Operator.Gather(in.readInt(), integers(in));
            case 31:
                return new Operator.Expand(shape(in));
            case 32:
                return new Operator.Resize(
                        in.readBoolean(),
                        integers(in),
                        reals(in),
                        constant(in, Operator.Coordinates.values()),
                        constant(in, Operator.Rounding.values()));
            default:
                throw new IOException("operator tag " + tag + " is not known");
        }
    }
}
