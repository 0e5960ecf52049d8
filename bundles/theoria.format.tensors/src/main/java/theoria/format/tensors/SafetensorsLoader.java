package theoria.format.tensors;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.format.tensors.internal.SafetensorsHeader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads safetensors files: a 64-bit little-endian length, a JSON header of that length with type,
 * shape and byte range of each tensor, then the tensors without a gap. The whole header is checked
 * against the file before a tensor is read.
 */
public final class SafetensorsLoader implements TensorLoader {
    private static final int LENGTH_BYTES = 8;

    @Override
    public String format() {
        return "safetensors";
    }

    /** A length that a header can have, then the opening brace of a JSON object. */
    @Override
    public boolean recognises(FileProbe probe) {
        if (probe.folder() || probe.size() < LENGTH_BYTES) {
            return named(probe);
        }
        long length = ByteBuffer.wrap(probe.head()).order(ByteOrder.LITTLE_ENDIAN).getLong();
        boolean brace = probe.head().length > LENGTH_BYTES && probe.head()[LENGTH_BYTES] == '{';
        boolean possible = length > 1 && length <= SafetensorsHeader.LONGEST;
        return brace && possible || named(probe);
    }

    /** A damaged file is still told what is wrong with it, if it says by its name what it is. */
    private static boolean named(FileProbe probe) {
        return !probe.folder()
                && probe.size() > 0
                && probe.fileName().endsWith(".safetensors")
                && !probe.pointer();
    }

    @Override
    public NamedTensors load(Path file) throws FormatException {
        String name = "'" + file.getFileName() + "'";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            List<NamedTensors.Entry> tensors = new ArrayList<>();
            for (SafetensorsHeader.Range range : header.ranges()) {
                ByteBuffer bytes =
                        channel.map(FileChannel.MapMode.READ_ONLY, range.from(), range.length())
                                .order(ByteOrder.LITTLE_ENDIAN);
                tensors.add(
                        new NamedTensors.Entry(
                                range.name(),
                                range.type().read(bytes, range.shape()),
                                range.type().name(),
                                range.type().whole()));
            }
            List<String> remarks =
                    tensors.isEmpty() ? List.of(name + " holds no tensors.") : List.of();
            return new NamedTensors(tensors, header.facts(), format(), remarks);
        } catch (FormatException e) {
            throw new FormatException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException(
                    name + " cannot be read: " + e.getMessage() + "; expected a readable file", e);
        }
    }
}
