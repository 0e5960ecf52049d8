package theoria.study.landscape.internal;

import theoria.core.model.data.Batch;
import theoria.core.model.file.Sha256;
import theoria.core.model.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of what determines numbers: words, vectors and examples one after another, each with its
 * length before it and numbers by their bits, so that no two different sequences are one.
 */
public final class Fingerprint {
    private static final int CHUNK = 1 << 13;

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    /** Words, in UTF-8; returns this. */
    public Fingerprint add(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    Fingerprint add(double[] vector) {
        number(vector.length);
        for (double entry : vector) {
            number(Double.doubleToRawLongBits(entry));
        }
        return this;
    }

    /** A point or direction with its running statistics; returns this. */
    public Fingerprint add(Vectors vectors) {
        return add(vectors.parameters()).add(vectors.buffers());
    }

    /** Examples as a network sees them, with their labels; returns this. */
    public Fingerprint add(Batch batch) {
        Tensor inputs = batch.inputs();
        add(inputs.toString());
        for (int i = 0; i < inputs.size(); i++) {
            number(Double.doubleToRawLongBits(inputs.get(i)));
        }
        for (int label : batch.labels()) {
            number(label);
        }
        return this;
    }

    private void number(long bits) {
        if (chunk.remaining() < Long.BYTES) {
            flush();
        }
        chunk.putLong(bits);
    }

    private void flush() {
        digest.update(chunk.flip());
        chunk.clear();
    }

    /** The hash in hexadecimal digits; nothing may be added after. */
    public String text() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
