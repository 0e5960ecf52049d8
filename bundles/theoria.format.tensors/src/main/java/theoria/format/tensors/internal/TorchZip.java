package theoria.format.tensors.internal;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The form of PyTorch 1.6 and newer: a zip with {@code NAME/data.pkl}, a storage in each {@code
 * NAME/data/KEY}, and in newer ones {@code NAME/byteorder}.
 */
public final class TorchZip extends StorageFile {
    private static final String PICKLE = "data.pkl";

    private final ZipEntries zip;
    private final String prefix;
    private final ByteOrder order;

    /** The last storage read: views that share one stand beside each other. */
    private String lastKey = "";

    private ByteBuffer last = ByteBuffer.allocate(0);

    private TorchZip(ZipEntries zip, String prefix) throws FormatException {
        this.zip = zip;
        this.prefix = prefix;
        String name = prefix + "byteorder";
        boolean big =
                zip.has(name)
                        && new String(zip.bytes(name, 16), StandardCharsets.US_ASCII)
                                .strip()
                                .equals("big");
        this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Whether a zip has the pickle of this form. */
    public static boolean recognises(Path file) {
        try (ZipEntries zip = ZipEntries.open(file)) {
            return prefix(zip).isPresent();
        } catch (IOException | FormatException e) {
            return false; // another reader will say what is wrong with the zip
        }
    }

    private static Optional<String> prefix(ZipEntries zip) {
        return zip.names().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .findFirst();
    }

    /**
     * Reads a file of this form.
     *
     * @throws FormatException if it is damaged or holds no tensors
     */
    public static NamedTensors read(Path file) throws IOException, FormatException {
        try (ZipEntries zip = ZipEntries.open(file)) {
            String prefix =
                    prefix(zip)
                            .orElseThrow(
                                    () ->
                                            new FormatException(
                                                    "the zip has no data.pkl; expected a PyTorch"
                                                            + " checkpoint"));
            ByteBuffer pickle = ByteBuffer.wrap(zip.bytes(prefix + PICKLE, Integer.MAX_VALUE));
            TorchCalls calls = new TorchCalls(Map.of());
            Object root = new PickleReader(pickle, calls).next();
            return TorchContent.of(root, calls, new TorchZip(zip, prefix), "PyTorch, zip");
        }
    }

    @Override
    ByteBuffer bytes(Pickled.Storage storage) throws FormatException {
        if (!storage.key().equals(lastKey)) {
            int length = length(storage);
            String name = prefix + "data/" + storage.key();
            ByteBuffer bytes = zip.mapped(name).orElse(ByteBuffer.allocate(0));
            if (!bytes.hasRemaining()) {
                bytes = ByteBuffer.wrap(zip.bytes(name, Integer.MAX_VALUE));
            }
            if (bytes.remaining() < length) {
                throw new FormatException(
                        "storage '"
                                + storage.key()
                                + "' has "
                                + bytes.remaining()
                                + " bytes; expected "
                                + length);
            }
            last = bytes.order(order);
            lastKey = storage.key();
        }
        return last;
    }
}
