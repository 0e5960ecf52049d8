package theoria.format.tensors.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The form before PyTorch 1.6: pickles of a magic number, a protocol, facts of the machine, the
 * object and the keys of its storages, then for each key a 64-bit count and the elements.
 */
public final class TorchLegacy extends StorageFile {
    /** What every such file begins with: a pickle of the magic number. */
    private static final byte[] START = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.'
    };

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private final ByteBuffer file;
    private final Map<String, ByteBuffer> elements = new HashMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private TorchLegacy(ByteBuffer file) {
        this.file = file;
    }

    /** Whether a file begins with the magic number's pickle. */
    public static boolean recognises(byte[] head) {
        return head.length > START.length
                && java.util.Arrays.equals(START, 0, START.length, head, 0, START.length);
    }

    /**
     * Reads a file of this form.
     *
     * @throws FormatException if it is damaged or holds no tensors
     */
    public static NamedTensors read(Path path) throws IOException, FormatException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new FormatException(
                        "the file has "
                                + channel.size()
                                + " bytes in PyTorch's old form; expected at most 2^31");
            }
            ByteBuffer file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new TorchLegacy(file).read();
        }
    }

    private NamedTensors read() throws FormatException {
        TorchCalls calls = new TorchCalls(Map.of());
        PickleReader pickles = new PickleReader(file, calls);
        Object magic = pickles.next();
        Object protocol = pickles.next();
        if (!MAGIC.equals(magic) || !Objects.equals(protocol, PROTOCOL)) {
            throw new FormatException(
                    "the file does not begin like a PyTorch checkpoint; expected its magic number"
                            + " and protocol "
                            + PROTOCOL);
        }
        Object machine = pickles.next();
        boolean big =
                machine instanceof Pickled.Dictionary facts
                        && Boolean.FALSE.equals(facts.entries.get("little_endian"));
        order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Object root = pickles.next();
        Object keys = pickles.next();
        if (!(keys instanceof Pickled.Sequence sequence)) {
            throw new FormatException("the keys of the storages are no list; expected one");
        }
        for (Object key : sequence.items) {
            place(key(key), calls);
        }
        return TorchContent.of(root, calls, this, "PyTorch, old form");
    }

    /** Notes where a storage's elements begin and steps over them. */
    private void place(String key, TorchCalls calls) throws FormatException {
        Pickled.Storage storage = calls.storages().get(key);
        if (storage == null) {
            throw new FormatException(
                    "storage '" + key + "' belongs to no tensor; expected one that uses it");
        }
        int length = length(storage);
        if (file.remaining() < Long.BYTES + length) {
            throw new FormatException(
                    "the file ends in storage '"
                            + key
                            + "'; expected "
                            + storage.elements()
                            + " elements");
        }
        long count = file.order(order).getLong();
        if (count != storage.elements()) {
            throw new FormatException(
                    "storage '"
                            + key
                            + "' has "
                            + count
                            + " elements; expected "
                            + storage.elements());
        }
        elements.put(key, file.slice(file.position(), length));
        file.position(file.position() + length);
    }

    @Override
    ByteBuffer bytes(Pickled.Storage storage) throws FormatException {
        ByteBuffer bytes = elements.get(storage.key());
        if (bytes == null || bytes.remaining() < length(storage)) {
            throw new FormatException(
                    "storage '" + storage.key() + "' is not in the file; expected its elements");
        }
        return bytes.duplicate().order(order);
    }
}
