package theoria.dl4j;

import org.osgi.framework.Version;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder into which JavaCPP unpacks its native libraries: one per minor version, shared by all
 * installations and workspaces of a user, so its size is bounded by one unpacked set. A newer
 * version removes what older ones left.
 */
final class NativeCache {
    private static final String PREFIX = "dl4j-";

    private NativeCache() {}

    /** The folder of a version below the folder of all. */
    static Path folder(Path all, Version version) {
        return all.resolve(PREFIX + version.getMajor() + "." + version.getMinor());
    }

    /**
     * Removes the folders of older versions. What cannot be removed - a library that is loaded, on
     * Windows - stays until the next start.
     *
     * @return the number of files and folders that stay
     * @throws IOException if the folder of all cannot be listed
     */
    static int removeOlder(Path all, Version version) throws IOException {
        Remover remover = new Remover();
        if (!Files.isDirectory(all)) {
            return 0;
        }
        Version current = new Version(version.getMajor(), version.getMinor(), 0);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isOlder(String.valueOf(folder.getFileName()), current)) {
                    Files.walkFileTree(folder, remover);
                }
            }
        }
        return remover.left;
    }

    private static boolean isOlder(String name, Version current) {
        String digits = name.substring(PREFIX.length());
        return digits.matches("\\d{1,4}\\.\\d{1,4}")
                && Version.parseVersion(digits).compareTo(current) < 0;
    }

    /** Removes files and then their folders; goes on where one cannot be removed. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        private int left;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            remove(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            left++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException failure) {
            remove(folder);
            return FileVisitResult.CONTINUE;
        }

        private void remove(Path path) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                left++; // it is in use: the next start tries again
            }
        }
    }
}
