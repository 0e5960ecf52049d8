package theoria.format.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.testkit.HostileFiles;
import theoria.testkit.Mutants;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files made to take all memory. */
class HostileDataFilesTest {
    @TempDir Path folder;

    private static void refused(DatasetLoader loader, Path file, String words) throws Exception {
        loader.recognises(FileProbe.of(file));
        assertThatThrownBy(() -> loader.load(file, Map.of()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(words)
                .satisfies(e -> Mutants.requireSentence(file, e.getMessage()));
    }

    private static byte[] idx(int... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length);
        bytes.putInt(0x0800 + extents.length);
        for (int extent : extents) {
            bytes.putInt(extent);
        }
        return bytes.array();
    }

    @Test
    void announcedImagesAreNotBelieved() throws Exception {
        Path file = folder.resolve("images-idx3-ubyte");
        int large = 1 << 30;
        for (int[] extents : new int[][] {{1 << 20, 1 << 20, 1 << 20}, {0, large, large}}) {
            Files.write(file, idx(extents));
            refused(new IdxLoader(), file, "announces the extents");
            Path zipped = folder.resolve("images-idx3-ubyte.gz");
            refused(new IdxLoader(), HostileFiles.gzipBomb(zipped, idx(extents)), "announces");
        }
        Files.write(file, idx(large, 0, large));
        refused(new IdxLoader(), file, "announces the extents [1073741824] at byte 4");
    }

    /** Many examples of no numbers, which have labels all the same. */
    @Test
    void examplesOfNoNumbersAreRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            String header =
                    "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 0), }\n";
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            zip.write(new byte[] {(byte) header.length(), 0});
            zip.write(header.getBytes(StandardCharsets.US_ASCII));
        }
        Path file = Files.write(folder.resolve("none.npz"), bytes.toByteArray());
        refused(new NpzLoader(), file, "expected at least one example");
    }

    @Test
    void gzipAndZipBombsAreNotUnpacked() throws Exception {
        Path images =
                HostileFiles.gzipBomb(folder.resolve("images-idx3-ubyte.gz"), idx(160, 1024, 1024));
        refused(new IdxLoader(), images, "announces the extents");
        Path arrays = HostileFiles.bomb(folder.resolve("a.npz"), Map.of(), "x.npy");
        refused(new NpzLoader(), arrays, "as a zip bomb does");
    }

    /** A PNG of 2^31-1 by 2^31-1 pixels in 33 bytes. */
    @Test
    void announcedPixelsAreNotBelieved() throws Exception {
        ByteBuffer png = ByteBuffer.allocate(33).putLong(0x89504e470d0a1a0aL).putInt(13);
        png.put("IHDR".getBytes(StandardCharsets.US_ASCII));
        png.putInt(Integer.MAX_VALUE).putInt(Integer.MAX_VALUE).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(png.array(), 12, 17);
        png.putInt((int) sum.getValue());
        Path file = Files.write(folder.resolve("a.png"), png.array());
        refused(new ImageFolderLoader(), file, "expected");
    }
}
