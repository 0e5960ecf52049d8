package theoria.format.tensorflow.internal;

import com.google.protobuf.ByteString;

import java.util.Arrays;
import java.util.List;

/**
 * A TensorProto of a file.
 *
 * @param type of its numbers, as types.proto counts them
 * @param extents announced
 * @param content the numbers as bytes; empty if they are listed
 * @param listed the numbers one by one, real and whole ones alike; of half precision the bits
 */
record TensorDef(int type, List<Long> extents, ByteString content, double[] listed) {
    @Override
    public boolean equals(Object other) {
        return other instanceof TensorDef tensor
                && type == tensor.type
                && extents.equals(tensor.extents)
                && content.equals(tensor.content)
                && Arrays.equals(listed, tensor.listed);
    }

    @Override
    public int hashCode() {
        return extents.hashCode();
    }

    @Override
    public String toString() {
        return "tensor of " + extents;
    }
}
