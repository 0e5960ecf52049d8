package theoria.core.model.registry;

import java.util.List;

/**
 * What a garbage collection destroyed, or would destroy.
 *
 * @param versions references of removed versions that are gone for good
 * @param blobs files that nothing refers to
 * @param temporary files of writers that were killed
 */
public record GarbageReport(List<String> versions, List<File> blobs, List<File> temporary) {
    /** Takes immutable copies. */
    public GarbageReport {
        versions = List.copyOf(versions);
        blobs = List.copyOf(blobs);
        temporary = List.copyOf(temporary);
    }

    /**
     * A file.
     *
     * @param name of the file, for a blob its hash
     * @param bytes its size
     */
    public record File(String name, long bytes) {}

    /** Bytes of all files. */
    public long bytes() {
        long bytes = 0;
        for (File file : blobs) {
            bytes += file.bytes();
        }
        for (File file : temporary) {
            bytes += file.bytes();
        }
        return bytes;
    }
}
