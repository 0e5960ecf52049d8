package theoria.format.keras.internal;

import theoria.core.model.file.ZipEntries;
import theoria.core.model.load.FormatException;

import java.io.IOException;

/** The files of a zip, or of one folder in it. */
public final class ZippedFiles implements ModelFiles {
    private final ZipEntries zip;
    private final String folder;

    private ZippedFiles(ZipEntries zip, String folder) {
        this.zip = zip;
        this.folder = folder;
    }

    /**
     * The files beside the one of this name that lies least deep; those of the root if there is
     * none.
     *
     * @param zip closed with this
     */
    public static ZippedFiles beside(ZipEntries zip, String name) {
        String found = null;
        for (String entry : zip.names()) {
            boolean named = entry.equals(name) || entry.endsWith("/" + name);
            if (named && (found == null || entry.length() < found.length())) {
                found = entry;
            }
        }
        String folder = found == null ? "" : found.substring(0, found.length() - name.length());
        return new ZippedFiles(zip, folder);
    }

    @Override
    public boolean has(String name) {
        return zip.has(folder + name);
    }

    @Override
    public byte[] bytes(String name, long limit) throws FormatException {
        return zip.bytes(folder + name, limit);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
