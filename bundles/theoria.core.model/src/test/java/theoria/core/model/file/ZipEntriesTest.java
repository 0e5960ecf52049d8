package theoria.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FormatException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class ZipEntriesTest {
    private static final byte[] STORED = {1, 2, 3, 4, 5};

    @TempDir Path folder;

    private Path zip(String comment) throws Exception {
        Path file = folder.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setComment(comment);
            zip.putNextEntry(new ZipEntry("packed"));
            zip.write(new byte[1000]);
            ZipEntry stored = new ZipEntry("größe/stored");
            CRC32 sum = new CRC32();
            sum.update(STORED);
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(STORED.length);
            stored.setCrc(sum.getValue());
            stored.setExtra(new byte[] {0x55, 0x55, 1, 0, 9});
            zip.putNextEntry(stored);
            zip.write(STORED);
        }
        return file;
    }

    @Test
    void aStoredEntryIsMappedAndOutlivesTheZip() throws Exception {
        for (String comment : new String[] {"", "a comment"}) {
            ByteBuffer bytes;
            try (ZipEntries entries = ZipEntries.open(zip(comment))) {
                assertThat(entries.mapped("packed")).isEmpty();
                assertThat(entries.mapped("nothing")).isEmpty();
                bytes = entries.mapped("größe/stored").orElseThrow();
            }
            assertThat(bytes.isDirect()).isTrue();
            byte[] read = new byte[bytes.remaining()];
            bytes.get(read);
            assertThat(read).isEqualTo(STORED);
        }
    }

    /** NumPy takes any word as a name, as {@code grad:conv1.weight}. */
    @Test
    void aColonLeadsOutOnlyBehindTheLetterOfADrive() throws Exception {
        try (ZipEntries entries = ZipEntries.open(named("grad:conv1.weight.npy"))) {
            assertThat(entries.names()).containsExactly("grad:conv1.weight.npy");
        }
        for (String name : new String[] {"c:/autoexec", "C:x", "/x", "a/../../x", "a\\x"}) {
            Path file = named(name);
            assertThatThrownBy(() -> ZipEntries.open(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("leads out");
        }
    }

    private Path named(String name) throws IOException {
        Path file = folder.resolve("named.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(STORED);
        }
        return file;
    }

    /** Either the true bytes, or nothing, or a sentence: never an accident. */
    @Test
    void whatWasChangedIsNotMappedAsGood() throws Exception {
        Random random = new Random(7);
        byte[] whole = Files.readAllBytes(zip("c"));
        for (int i = 0; i < 2000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("changed.zip"), changed);
            try (ZipEntries entries = ZipEntries.open(file)) {
                for (String name : entries.names()) {
                    entries.mapped(name)
                            .ifPresent(
                                    bytes -> assertThat(bytes).isEqualTo(ByteBuffer.wrap(STORED)));
                }
            } catch (IOException | FormatException e) {
                assertThat(e).isNotInstanceOf(NoSuchFileException.class);
            }
        }
    }
}
