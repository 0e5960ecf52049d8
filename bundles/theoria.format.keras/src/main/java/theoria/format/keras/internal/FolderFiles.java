package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files of a folder; none outside of it is read, wherever a name or a link leads. */
public final class FolderFiles implements ModelFiles {
    private final Path folder;

    /** The files of this folder. */
    public FolderFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    @Override
    public byte[] bytes(String name, long limit) throws FormatException {
        try {
            Path file = inside(name);
            long size = Files.size(file);
            if (size > Math.min(limit, Integer.MAX_VALUE - Long.BYTES)) {
                throw new FormatException(
                        "file '" + name + "' has " + size + " bytes; expected at most " + limit);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FormatException(
                    "file '" + name + "' cannot be read; expected a readable file", e);
        }
    }

    private Path inside(String name) throws FormatException, IOException {
        Path relative;
        try {
            relative = Path.of(name);
        } catch (InvalidPathException e) {
            throw new FormatException("'" + name + "' is no file name; expected one", e);
        }
        boolean climbs = name.isEmpty() || relative.getRoot() != null;
        for (Path part : relative) {
            climbs |= part.toString().equals("..");
        }
        if (climbs) {
            throw outside(name);
        }
        Path file = folder.resolve(relative);
        if (!Files.isRegularFile(file)) {
            throw new FormatException("file '" + name + "' is missing; expected it in the folder");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw outside(name);
        }
        return real;
    }

    private static FormatException outside(String name) {
        return new FormatException(
                "file '" + name + "' lies outside the model's folder; expected a file within");
    }

    @Override
    public void close() {}
}
