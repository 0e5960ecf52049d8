package theoria.engine.dl4j.internal.zip;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes model zips for tests, entry by entry. */
public final class ModelZip {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Adds configuration.json. */
    public ModelZip configuration(String json) {
        return entry("configuration.json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds coefficients.bin with 1, 2, ..., count in single precision. */
    public ModelZip coefficients(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i + 1;
        }
        return coefficients(values);
    }

    /** Adds coefficients.bin in single precision. */
    public ModelZip coefficients(double... values) {
        return entry("coefficients.bin", array("FLOAT", values));
    }

    /** Adds any entry. */
    public ModelZip entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /** Writes the zip. */
    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** The zip's bytes. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** A row vector as DL4J 1.0.0-M2.1 writes it. */
    public static byte[] array(String type, double... values) {
        return array(type, new long[] {1, values.length}, new long[] {values.length, 1}, values);
    }

    /** An array as DL4J 1.0.0-M2.1 writes it. */
    public static byte[] array(String type, long[] extents, long[] strides, double... values) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(2L * extents.length + 4);
            out.writeUTF("LONG");
            out.writeLong(extents.length);
            for (long extent : extents) {
                out.writeLong(extent);
            }
            for (long stride : strides) {
                out.writeLong(stride);
            }
            out.writeLong(8192);
            out.writeLong(1);
            out.writeLong('c');
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(values.length);
            out.writeUTF(type);
            for (double value : values) {
                number(out, type, value);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void number(DataOutputStream out, String type, double value) throws IOException {
        switch (type) {
            case "DOUBLE":
                out.writeDouble(value);
                break;
            case "FLOAT":
                out.writeFloat((float) value);
                break;
            case "BFLOAT16":
                out.writeShort(Float.floatToIntBits((float) value) >> 16);
                break;
            default:
                out.writeShort((int) value); // raw bits
        }
    }
}
