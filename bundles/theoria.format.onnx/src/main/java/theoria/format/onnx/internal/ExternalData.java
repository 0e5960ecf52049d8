package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import org.jspecify.annotations.Nullable;

import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Numbers that lie in other files of the model's folder. A model may be hostile: nothing outside
 * the folder is opened, not through links either, and nothing is allocated before the file's size
 * has been looked at.
 */
public final class ExternalData {
    private final @Nullable Path folder;

    private ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Of a model that lies in this folder. */
    public static ExternalData in(Path folder) {
        return new ExternalData(folder);
    }

    /** Of a model that lies in no file: there is none. */
    static ExternalData none() {
        return new ExternalData(null);
    }

    /**
     * The bytes of a tensor.
     *
     * @param bytes how many it has by its shape and type
     * @throws FormatException if the file is missing, outside the folder or too short
     */
    ByteBuffer read(TensorProto tensor, long bytes) throws FormatException {
        String where = "tensor '" + tensor.getName() + "'";
        if (folder == null) {
            throw new FormatException(
                    where + " lies in another file (external data); expected its numbers here");
        }
        String location = entry(tensor, "location").orElse("");
        Path file = inside(folder, location, where);
        long offset = number(tensor, "offset", 0, where);
        long length = number(tensor, "length", bytes, where);
        if (length != bytes || length > Integer.MAX_VALUE) {
            throw new FormatException(
                    where + " has " + length + " bytes in '" + location + "'; expected " + bytes);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (offset > channel.size() - length) {
                throw new FormatException(
                        where
                                + " ends behind '"
                                + location
                                + "', which has "
                                + channel.size()
                                + " bytes; expected "
                                + length
                                + " from "
                                + offset
                                + " on");
            }
            return filled(channel, offset, (int) length);
        } catch (IOException e) {
            throw unreadable(where, location, e);
        }
    }

    private static ByteBuffer filled(FileChannel channel, long offset, int length)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        long at = offset;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new IOException("the file ended while it was read");
            }
            at += count;
        }
        return buffer.flip();
    }

    private static Path inside(Path folder, String location, String where) throws FormatException {
        Path relative;
        try {
            relative = Path.of(location);
        } catch (InvalidPathException e) {
            throw new FormatException(
                    where + " has the location '" + location + "'; expected a file name", e);
        }
        boolean climbs = false;
        for (Path part : relative) {
            climbs |= part.toString().equals("..");
        }
        if (location.isEmpty() || relative.isAbsolute() || relative.getRoot() != null || climbs) {
            throw outside(where, location);
        }
        try {
            Path file = folder.resolve(relative);
            if (!Files.isRegularFile(file)) {
                throw new FormatException(
                        where
                                + " lies in the file '"
                                + location
                                + "', which is not there; expected it beside the model");
            }
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw outside(where, location);
            }
            return real;
        } catch (IOException e) {
            throw unreadable(where, location, e);
        }
    }

    private static FormatException outside(String where, String location) {
        return new FormatException(
                where
                        + " lies at '"
                        + location
                        + "', outside the model's folder; expected a file within");
    }

    private static FormatException unreadable(String where, String location, IOException e) {
        return new FormatException(
                where
                        + " lies in '"
                        + location
                        + "', which cannot be read ("
                        + e.getMessage()
                        + "); expected a readable file",
                e);
    }

    private static Optional<String> entry(TensorProto tensor, String key) {
        return tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    private static long number(TensorProto tensor, String key, long otherwise, String where)
            throws FormatException {
        Optional<String> text = entry(tensor, key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw badNumber(key, text.get(), where, e);
        }
        throw badNumber(key, text.get(), where, null);
    }

    private static FormatException badNumber(
            String key, String text, String where, @Nullable Exception cause) {
        String message =
                where + " has the " + key + " '" + text + "'; expected a number, not negative";
        return cause == null ? new FormatException(message) : new FormatException(message, cause);
    }
}
