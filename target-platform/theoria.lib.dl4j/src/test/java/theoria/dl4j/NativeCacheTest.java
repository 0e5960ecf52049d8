package theoria.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

import java.nio.file.Files;
import java.nio.file.Path;

class NativeCacheTest {
    @TempDir Path all;

    private Path folderWithLibrary(String name) throws Exception {
        Path library = all.resolve(name).resolve("jar").resolve("lib.so");
        Files.createDirectories(library.getParent());
        Files.writeString(library, "native");
        return all.resolve(name);
    }

    @Test
    void aNewerVersionRemovesWhatOlderOnesLeft() throws Exception {
        Path older = folderWithLibrary("dl4j-1.9");
        Path current = folderWithLibrary("dl4j-1.10");
        Path newer = folderWithLibrary("dl4j-2.0");
        Path other = folderWithLibrary("dl4j-notes");
        assertThat(NativeCache.removeOlder(all, new Version("1.10.3"))).isZero();
        assertThat(older).doesNotExist();
        assertThat(current.resolve("jar/lib.so")).exists();
        assertThat(newer).exists();
        assertThat(other).exists();
        assertThat(NativeCache.folder(all, new Version("1.10.3"))).isEqualTo(current);
    }

    @Test
    void thereNeedBeNoFolderYet() throws Exception {
        assertThat(NativeCache.removeOlder(all.resolve("none"), new Version("1.0"))).isZero();
        assertThat(all.resolve("none")).doesNotExist();
    }
}
