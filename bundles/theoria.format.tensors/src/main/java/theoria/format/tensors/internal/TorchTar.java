package theoria.format.tensors.internal;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The oldest form, a tar of {@code storages} (a count, then for each a pickle of key, place and
 * type, a 64-bit count and the elements), {@code tensors} (a count, then for each a pickle of key,
 * storage and type, the rank, shape, strides and offset as 64-bit numbers) and {@code pickle}.
 */
public final class TorchTar extends StorageFile {
    private static final Set<String> PARTS = Set.of("storages", "tensors", "pickle");
    private static final int MOST_AXES = 64;
    private static final int MOST_ENTRIES = 100;

    private final Map<String, ByteBuffer> elements = new HashMap<>();
    private final Map<String, Pickled.Storage> storages = new HashMap<>();
    private final Map<String, Pickled.View> views = new HashMap<>();

    private TorchTar() {}

    /** Whether a tar's first entry is one of this form. */
    public static boolean recognises(byte[] head) {
        boolean tar = head.length >= 512 && head[257] == 'u' && head[258] == 's';
        String first =
                new String(
                        head,
                        0,
                        Math.min(head.length, 16),
                        java.nio.charset.StandardCharsets.US_ASCII);
        String name = first.replaceFirst("\0.*", "").replaceFirst("^\\./", "");
        return tar && (PARTS.contains(name) || name.equals("sys_info"));
    }

    /**
     * Reads a file of this form.
     *
     * @throws FormatException if it is damaged or holds no tensors
     */
    public static NamedTensors read(Path file) throws IOException, FormatException {
        Map<String, ByteBuffer> parts = parts(file);
        ByteBuffer pickle = parts.get("pickle");
        ByteBuffer stored = parts.get("storages");
        if (pickle == null || stored == null) {
            throw new FormatException(
                    "the tar holds " + parts.keySet() + "; expected the parts storages and pickle");
        }
        TorchTar tar = new TorchTar();
        tar.readStorages(stored);
        ByteBuffer tensors = parts.get("tensors");
        if (tensors != null) {
            tar.readTensors(tensors);
        }
        TorchCalls calls = new TorchCalls(tar.views);
        Object root = new PickleReader(pickle, calls).next();
        return TorchContent.of(root, calls, tar, "PyTorch, tar");
    }

    private static Map<String, ByteBuffer> parts(Path file) throws IOException, FormatException {
        Map<String, ByteBuffer> parts = new HashMap<>();
        long limit = Files.size(file);
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            TarArchiveEntry entry = in.getNextEntry();
            for (int i = 0; entry != null && i < MOST_ENTRIES; i++) {
                String name = entry.getName().replaceFirst("^\\./", "");
                if (entry.isFile() && PARTS.contains(name)) {
                    if (entry.getSize() < 0
                            || entry.getSize() > Math.min(limit, Integer.MAX_VALUE - 8)) {
                        throw new FormatException(
                                "part '"
                                        + name
                                        + "' announces "
                                        + entry.getSize()
                                        + " bytes; expected at most "
                                        + limit);
                    }
                    byte[] bytes = in.readNBytes((int) entry.getSize());
                    if (bytes.length != entry.getSize()) {
                        throw new FormatException(
                                "part '"
                                        + name
                                        + "' is cut short; expected "
                                        + entry.getSize()
                                        + " bytes");
                    }
                    parts.put(name, ByteBuffer.wrap(bytes));
                }
                entry = in.getNextEntry();
            }
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    "the tar is damaged (" + e.getMessage() + "); expected an intact one", e);
        }
        return parts;
    }

    private static long count(PickleReader pickles) throws FormatException {
        if (pickles.next() instanceof Long count && count >= 0) {
            return count;
        }
        throw new FormatException("a part does not begin with a count; expected one");
    }

    private void readStorages(ByteBuffer part) throws FormatException {
        PickleReader pickles = new PickleReader(part, new TorchCalls(Map.of()));
        for (long left = count(pickles); left > 0; left--) {
            if (!(pickles.next() instanceof Pickled.Tuple tuple)
                    || !(tuple.get(2) instanceof Pickled.Global type)
                    || part.remaining() < Long.BYTES) {
                throw new FormatException(
                        "a storage has no key, place, type and count; expected all");
            }
            String key = key(tuple.get(0));
            long count = part.order(ByteOrder.LITTLE_ENDIAN).getLong();
            Pickled.Storage storage =
                    new Pickled.Storage(TorchCalls.storageType(type), key, count, 0);
            int length = length(storage);
            if (length > part.remaining()) {
                throw new FormatException(
                        "storage '" + key + "' is cut short; expected " + count + " elements");
            }
            storages.put(key, storage);
            elements.put(key, part.slice(part.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            part.position(part.position() + length);
        }
    }

    private void readTensors(ByteBuffer part) throws FormatException {
        PickleReader pickles = new PickleReader(part, new TorchCalls(Map.of()));
        for (long left = count(pickles); left > 0; left--) {
            Object next = pickles.next();
            part.order(ByteOrder.LITTLE_ENDIAN);
            if (!(next instanceof Pickled.Tuple tuple) || part.remaining() < Long.BYTES) {
                throw new FormatException("a tensor has no key, storage and type; expected all");
            }
            Pickled.Storage storage = storages.get(key(tuple.get(1)));
            int rank = part.getInt();
            part.getInt();
            boolean fits =
                    rank >= 0
                            && rank <= MOST_AXES
                            && part.remaining() >= (2 * rank + 1) * Long.BYTES;
            if (storage == null || !fits) {
                throw new FormatException(
                        "tensor '"
                                + key(tuple.get(0))
                                + "' is cut short or of no storage; expected shape, strides,"
                                + " offset");
            }
            List<Long> shape = longs(part, rank);
            List<Long> strides = longs(part, rank);
            views.put(key(tuple.get(0)), new Pickled.View(storage, part.getLong(), shape, strides));
        }
    }

    private static List<Long> longs(ByteBuffer part, int count) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(part.getLong());
        }
        return numbers;
    }

    @Override
    ByteBuffer bytes(Pickled.Storage storage) throws FormatException {
        ByteBuffer bytes = elements.get(storage.key());
        if (bytes == null || bytes.remaining() < length(storage)) {
            throw new FormatException(
                    "storage '" + storage.key() + "' is not in the file; expected its elements");
        }
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
