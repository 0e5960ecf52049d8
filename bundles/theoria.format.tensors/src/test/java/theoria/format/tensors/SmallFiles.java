package theoria.format.tensors;

import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpyCodec;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small intact files of weights, made here. */
final class SmallFiles {
    /** The magic number, the protocol 1001 and no facts of the machine, as pickles. */
    private static final byte[] LEGACY_START =
            latin(
                    "\u0080\u0002\u008a\n\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050"
                            + "\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.");

    private SmallFiles() {}

    /** The bytes of characters up to 255. */
    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What torch.save writes for an epoch and two matrices of one storage, one transposed. */
    static byte[] pickle() {
        String storage = "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0006tQ";
        String tensor = "ctorch._utils\n_rebuild_tensor_v2\n(" + storage;
        return latin(
                "\u0080\u0002}q\u0001(U\u0005epochK\u0007X\u0005\u0000\u0000\u0000model}("
                        + ("U\u0003rowq\u0002" + tensor + "K\u0000K\u0002K\u0003\u0086")
                        + "K\u0003K\u0001\u0086\u0089ccollections\nOrderedDict\n)RtR"
                        + ("U\u0003col" + tensor + "K\u0001K\u0002K\u0002\u0086")
                        + "K\u0001K\u0003\u0086\u0089ccollections\nOrderedDict\n)RtRuu.");
    }

    /** Six numbers. */
    static byte[] storage() {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            bytes.putFloat(i - 2.5f);
        }
        return bytes.array();
    }

    /** A checkpoint of PyTorch's form before 1.6 with this pickle for its object. */
    static byte[] legacy(byte[] pickle) {
        return legacy(pickle, latin("\u0080\u0002]U\u00010a."));
    }

    /** The same with this pickle for the list of its storages. */
    static byte[] legacy(byte[] pickle, byte[] keys) {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return joined(LEGACY_START, pickle, keys, count.putLong(6).array(), storage());
    }

    /** One after the other. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** A checkpoint of PyTorch's zip form. */
    static byte[] zip(byte[] pickle, byte[] storage) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle);
        entries.put("archive/byteorder", latin("little"));
        entries.put("archive/data/0", storage);
        return zip(entries);
    }

    /** A zip of these entries. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Two tensors and a fact. */
    static byte[] safetensors() {
        return safetensors(
                "{\"__metadata__\":{\"made\":\"here\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                        + "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[16,24]}}",
                24);
    }

    /** A header and so many bytes of data. */
    static byte[] safetensors(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return joined(length.putLong(text.length).array(), text, new byte[data]);
    }

    /** A matrix as NumPy saves it. */
    static byte[] npy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyCodec.write(NpyArray.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}), out);
        return out.toByteArray();
    }

    /** Two arrays as NumPy saves them. */
    static byte[] npz() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NpyArray.of(Shape.of(2, 2), new float[] {1, 2, 3, 4}));
        arrays.put("n", NpyArray.of(Shape.of(3), new long[] {5, 6, 7}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpzFile.write(out, arrays);
        return out.toByteArray();
    }

    /** A network that has most kinds of fields. */
    static byte[] architecture() {
        return """
        {"format": "theoria-architecture", "version": 1, "name": "small",
         "input": [1, 8, 8],
         "layers": [
           {"name": "conv1", "op": "convolution", "filters": 4, "kernel": 3, "pad": 1},
           {"name": "norm1", "op": "batchnorm", "epsilon": 0.001},
           {"op": "relu"},
           {"name": "conv2", "op": "convolution", "filters": 4, "kernel": [3, 3], "pad": 1,
            "bias": false},
           {"op": "add", "inputs": ["conv2", "relu1"]},
           {"op": "transposedconvolution", "filters": 2, "kernel": 2, "stride": 2},
           {"op": "maxpool", "kernel": 2, "ceil": true},
           {"op": "groupnorm", "groups": 2}, {"op": "leaky_relu", "alpha": 0.1},
           {"op": "transpose", "order": [0, 2, 1]},
           {"op": "concat", "axis": 0, "inputs": ["transpose1", "transpose1"]},
           {"op": "lrn", "size": 3}, {"op": "dropout", "rate": 0.5},
           {"op": "reshape", "shape": [256]}, {"op": "flatten"},
           {"name": "fc", "op": "dense", "units": 3}, {"op": "softmax"}]}
        """
                .getBytes(StandardCharsets.UTF_8);
    }
}
