package theoria.runtime.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.CellCache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Cells come back with their bits, or not at all. */
class CellStoreTest {
    private static final String KEY = "abc123";
    private static final double[] NUMBERS = {1.5, Double.NaN, -0.0, Double.NEGATIVE_INFINITY};

    @TempDir Path folder;
    private final List<String> remarks = new ArrayList<>();

    private CellStore store() {
        return new CellStore(folder, CellStore.MOST_BYTES, remarks::add);
    }

    private void put(String key, double x, double y, double... numbers) {
        try (CellSession session = store().begin()) {
            session.open(key, numbers.length).put(x, y, numbers);
        }
    }

    private boolean knows(String key, double x, double y, double... numbers) {
        try (CellSession session = store().begin()) {
            return session.open(key, numbers.length)
                    .get(x, y)
                    .filter(found -> Arrays.equals(found, numbers))
                    .isPresent();
        }
    }

    private Path file() {
        return folder.resolve(KEY + ".cells");
    }

    @Test
    void aCellComesBackWithItsBits() {
        put(KEY, 0.1, -2, NUMBERS);
        assertThat(knows(KEY, 0.1, -2, NUMBERS)).isTrue();
        assertThat(remarks).isEmpty();
    }

    @Test
    void placesDifferByBitsAndLandscapesByKeys() {
        put(KEY, 0.0, 1, NUMBERS);
        assertThat(knows(KEY, -0.0, 1, NUMBERS)).isFalse();
        assertThat(knows(KEY, Math.nextUp(0.0), 1, NUMBERS)).isFalse();
        assertThat(knows("abc124", 0.0, 1, NUMBERS)).isFalse();
        assertThat(knows(KEY, 0.0, 1, NUMBERS)).isTrue();
    }

    @Test
    void aCellIsWrittenOnce() throws IOException {
        put(KEY, 0, 0, NUMBERS);
        long size = Files.size(file());
        put(KEY, 0, 0, NUMBERS);
        assertThat(Files.size(file())).isEqualTo(size);
    }

    @Test
    void anotherNumberOfNumbersIsRefused() {
        try (CellSession session = store().begin()) {
            CellCache cells = session.open(KEY, 3);
            assertThatThrownBy(() -> cells.put(0, 0, NUMBERS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4 numbers of a cell, not 3");
        }
    }

    @Test
    void recordsTornAnywhereAreIgnoredAndThoseAfterThemFound() throws IOException {
        put(KEY, 1, 1, NUMBERS);
        byte[] whole = Files.readAllBytes(file());
        for (int kept = 0; kept < whole.length; kept++) {
            Files.write(file(), Arrays.copyOf(whole, kept));
            assertThat(knows(KEY, 1, 1, NUMBERS)).isFalse();
            put(KEY, 2, 2, NUMBERS);
            assertThat(knows(KEY, 1, 1, NUMBERS)).isFalse();
            assertThat(knows(KEY, 2, 2, NUMBERS)).as("after %d bytes", kept).isTrue();
        }
    }

    @Test
    void aRecordWithAnyBitTurnedIsIgnored() throws IOException {
        put(KEY, 1, 1, NUMBERS);
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] harmed = whole.clone();
            harmed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), harmed);
            Files.write(file(), new byte[] {0x74, 0x68}, StandardOpenOption.APPEND);
            assertThat(knows(KEY, 1, 1, NUMBERS)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void theFileOfAnotherLandscapeIsNotBelieved() throws IOException {
        put(KEY, 1, 1, NUMBERS);
        Files.move(file(), folder.resolve("other.cells"));
        assertThat(knows("other", 1, 1, NUMBERS)).isFalse();
    }

    @Test
    void filesNotUsedForLongestMakeRoom() throws IOException {
        CellStore small = new CellStore(folder, 400, remarks::add);
        for (int k = 0; k < 6; k++) {
            try (CellSession session = small.begin()) {
                session.open("landscape" + k, 4).put(0, 0, NUMBERS);
                session.open("landscape" + k, 4).put(1, 0, NUMBERS);
            }
            Path file = folder.resolve("landscape" + k + ".cells");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * (k + 1)));
        }
        try (CellSession session = small.begin()) {
            assertThat(session.open("landscape0", 4).get(0, 0)).isEmpty();
            assertThat(session.open("landscape5", 4).get(0, 0)).isPresent();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isBetween(1L, 400L);
        }
    }

    @Test
    void aFileGrowsNoLargerThanAll() throws IOException {
        CellStore small = new CellStore(folder, 400, remarks::add);
        try (CellSession session = small.begin()) {
            for (int k = 0; k < 100; k++) {
                session.open(KEY, 4).put(k, 0, NUMBERS);
            }
        }
        assertThat(Files.size(file())).isBetween(200L, 400L);
    }

    @Test
    void aFolderThatCannotBeUsedIsToldOnceAndHarmsNothing() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        CellStore store = new CellStore(taken, CellStore.MOST_BYTES, remarks::add);
        try (CellSession session = store.begin()) {
            session.open(KEY, 4).put(0, 0, NUMBERS);
            session.open(KEY, 4).put(1, 0, NUMBERS);
            session.open("other", 4).put(1, 0, NUMBERS);
            assertThat(session.open(KEY, 4).get(0, 0)).isEmpty();
        }
        assertThat(remarks).hasSize(1);
        assertThat(remarks.get(0)).contains(taken.toString()).contains("cannot be kept");
    }

    @Test
    void whatCannotBeReadIsToldAndNotKnown() throws IOException {
        Files.createDirectories(file());
        assertThat(knows(KEY, 0, 0, NUMBERS)).isFalse();
        assertThat(remarks).hasSize(1);
    }

    @Test
    void aSessionCountsWhatItFound() {
        put(KEY, 0, 0, NUMBERS);
        try (CellSession session = store().begin()) {
            CellCache cells = session.open(KEY, 4);
            cells.get(0, 0);
            cells.get(1, 0);
            cells.get(2, 0);
            assertThat(session.found()).isEqualTo(1);
            assertThat(session.asked()).isEqualTo(3);
        }
    }

    /** Three processes append to one file at once, and one of them is killed at some moment. */
    @Test
    void processesThatWriteAtOnceDoNoHarm() throws Exception {
        Process one = writer(0, 3000);
        Process two = writer(1, 3000);
        Process killed = writer(2, 1_000_000);
        assertThat(one.waitFor()).isZero();
        killed.destroyForcibly().waitFor();
        assertThat(two.waitFor()).isZero();
        int found = 0;
        try (CellSession session = store().begin()) {
            CellCache cells = session.open(KEY, 2);
            for (int k = 0; k < 3000; k++) {
                for (int who = 0; who < 3; who++) {
                    double[] expected = CellWriter.numbers(k, who);
                    double[] numbers = cells.get(k, who).orElse(expected);
                    assertThat(numbers).isEqualTo(expected);
                }
            }
            found = session.found();
        }
        assertThat(found).isGreaterThan(3000);
    }

    private Process writer(int who, int cells) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CellWriter.class.getName(),
                        folder.toString(),
                        KEY,
                        Integer.toString(who),
                        Integer.toString(cells))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
