package theoria.format.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.TensorLoader;
import theoria.testkit.HostileFiles;
import theoria.testkit.Mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files made to take all memory, all time or the machine. */
class HostileTensorFilesTest {
    private static final String HUGE = "1152921504606846976"; // 2^60

    @TempDir Path folder;

    private void refused(TensorLoader loader, Path file) {
        assertThat(
                        Mutants.loads(
                                file,
                                FormatException.class,
                                () -> assertThat(loader.load(file)).isNotNull()))
                .as("%s loaded", file)
                .isFalse();
    }

    private void refused(TensorLoader loader, String name, byte[] bytes) throws IOException {
        refused(loader, Mutants.write(folder.resolve(name), bytes));
    }

    @Test
    void zipBombsAreNotUnpacked() throws Exception {
        refused(
                new NumpyTensorsLoader(),
                HostileFiles.bomb(folder.resolve("a.npz"), Map.of("b.npy", npy("(2,)")), "c.npy"));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", SmallFiles.pickle());
        refused(
                new TorchLoader(),
                HostileFiles.bomb(folder.resolve("a.pt"), entries, "archive/data/0"));
        refused(
                new TorchLoader(),
                HostileFiles.bomb(folder.resolve("b.pt"), Map.of(), "archive/data.pkl"));
    }

    private static byte[] npy(String shape) {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n";
        byte[] length = {(byte) header.length(), 0};
        byte[] start = SmallFiles.latin("\u0093NUMPY\u0001\u0000");
        return SmallFiles.joined(start, length, SmallFiles.latin(header), new byte[16]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(" + HUGE + ",)",
                "(1073741824, 1073741824)",
                "(0, " + HUGE + ")",
                "(0, 1073741824, 1073741824)",
                "(1073741824, 1073741824, 0)",
                "(2147483647,)",
                "(65536, 65536, 65536, 65536)"
            })
    void announcedElementsAreNotBelieved(String shape) throws Exception {
        refused(new NumpyTensorsLoader(), "a.npy", npy(shape));
        refused(new NumpyTensorsLoader(), "a.npz", SmallFiles.zip(Map.of("a.npy", npy(shape))));
        String list = shape.replace("(", "[").replace(",)", "]").replace(")", "]");
        String end = "\"data_offsets\":[0,16]}}";
        refused(
                new SafetensorsLoader(),
                "a.safetensors",
                SmallFiles.safetensors(
                        "{\"a\":{\"dtype\":\"F64\",\"shape\":" + list + "," + end, 16));
    }

    /** Counts of a storage and extents of a view are numbers of up to eight bytes in a pickle. */
    @Test
    void announcedElementsOfPicklesAreNotBelieved() throws Exception {
        String huge = "\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0010";
        String text = new String(SmallFiles.pickle(), java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String small : new String[] {"cpuK\u0006", "K\u0002K\u0003\u0086"}) {
            String large = small.replaceFirst("K[\u0002\u0006]", huge);
            byte[] pickle = SmallFiles.latin(text.replace(small, large));
            refused(new TorchLoader(), "a.pt", SmallFiles.zip(pickle, SmallFiles.storage()));
            refused(new TorchLoader(), "b.pt", SmallFiles.legacy(pickle));
        }
    }

    @Test
    void aViewShownAgainAndAgainIsRefused() throws Exception {
        String storage =
                "(U\u0007storagectorch\nHalfStorage\nU\u00010U\u0003cpuJ\u0000\u0000\u0010\u0000tQ";
        String view = "ctorch._utils\n_rebuild_tensor_v2\n(" + storage;
        String numbers = "K\u0000J\u0000\u0000\u0010\u0000\u0085K\u0001\u0085\u0089}tR";
        byte[] pickle =
                SmallFiles.latin("\u0080\u0002](" + view + numbers + "2".repeat(100_000) + "e.");
        refused(new TorchLoader(), "a.pt", SmallFiles.zip(pickle, new byte[2 << 20]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"]", "}U\u0001a", "(", ")", "N"})
    void deepPicklesAreRefused(String opening) throws Exception {
        String closing =
                Map.of("]", "a", "}U\u0001a", "s", "(", "t").getOrDefault(opening, "\u0085");
        int depth = opening.equals(")") || opening.equals("N") ? 1 : 500_000;
        String deep = opening.repeat(depth) + "N" + closing.repeat(500_000);
        byte[] pickle = SmallFiles.latin("\u0080\u0002" + deep + ".");
        refused(new TorchLoader(), "a.pt", SmallFiles.zip(pickle, SmallFiles.storage()));
        refused(new TorchLoader(), "b.pt", SmallFiles.legacy(pickle));
        refused(new TorchLoader(), "c.tar", tar(pickle));
        byte[] key = SmallFiles.latin("\u0080\u0002](" + deep + "e.");
        refused(new TorchLoader(), "d.pt", SmallFiles.legacy(SmallFiles.pickle(), key));
    }

    /** A checkpoint of PyTorch's tar form with this pickle. */
    private static byte[] tar(byte[] pickle) throws IOException {
        byte[] none = SmallFiles.latin("\u0080\u0002K\u0000.");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            Map<String, byte[]> parts = new LinkedHashMap<>();
            parts.put("storages", none);
            parts.put("tensors", none);
            parts.put("pickle", pickle);
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(part.getKey());
                entry.setSize(part.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(part.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        for (String deep : new String[] {HostileFiles.deepLists(), HostileFiles.deepObjects()}) {
            String header = "{\"a\":{\"other\":" + deep + "}}";
            refused(new SafetensorsLoader(), "a.safetensors", SmallFiles.safetensors(header, 0));
            Path file = folder.resolve("a.json");
            Files.writeString(
                    file, "{\"format\": \"theoria-architecture\", \"layers\": " + deep + "}");
            assertThatThrownBy(() -> new ArchitectureFile().load(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("expected");
        }
    }

    /** Each names a function and would leave a file behind if it were called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'touch %s'\ntR.",
                "cposix\nsystem\n(S'touch %s'\ntR.",
                "(S'touch %s'\nios\nsystem\n.",
                "(cos\nsystem\nS'touch %s'\no.",
                "cjava.io.File\ncreateNewFile\n(S'%s'\nt\u0081.",
                "cbuiltins\nexec\n(S'open(\"%s\",\"w\")'\ntR.",
                "cnumpy.core.multiarray\n_reconstruct\n(cos\nsystem\n(S'touch %s'\ntRtR.",
                "ctorch._utils\n_rebuild_tensor_v2\n(cos\nsystem\n(S'touch %s'\ntRtR.",
                "ccollections\nOrderedDict\n((lp0\ncos\nsystem\n(S'touch %s'\ntRatR.",
                "ccopyreg\n_reconstructor\n(cos\nsystem\nN(S'touch %s'\nttRb."
            })
    void hostilePicklesRunNothingInAnyContainer(String text) throws Exception {
        Path canary = folder.resolve("canary");
        byte[] pickle = SmallFiles.latin("\u0080\u0002" + String.format(text, canary));
        refused(new TorchLoader(), "a.pt", SmallFiles.zip(pickle, SmallFiles.storage()));
        refused(new TorchLoader(), "b.pt", SmallFiles.legacy(pickle));
        refused(new TorchLoader(), "c.tar", tar(pickle));
        refused(new TorchLoader(), "d.pkl", pickle);
        byte[] objects = objects(pickle);
        refused(new NumpyTensorsLoader(), "e.npy", objects);
        refused(new NumpyTensorsLoader(), "f.npz", SmallFiles.zip(Map.of("a.npy", objects)));
        assertThat(canary).doesNotExist();
    }

    /** An array of objects, which NumPy stores as a pickle. */
    private static byte[] objects(byte[] pickle) {
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
        byte[] length = {(byte) header.length(), 0};
        byte[] start = SmallFiles.latin("\u0093NUMPY\u0001\u0000");
        return SmallFiles.joined(start, length, SmallFiles.latin(header), pickle);
    }
}
