package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ModelLoader;
import theoria.testkit.HostileFiles;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models made to take all memory or stack. */
class HostileKerasFilesTest {
    private static final String THREE = "{\"keras_version\": \"3.0.0\"}";

    @TempDir Path folder;

    private static void refused(ModelLoader loader, Path file) {
        assertThat(Loads.network(loader, file)).as("%s loaded", file).isFalse();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Mutants.write(folder.resolve(name), bytes);
    }

    @Test
    void zipBombsAreNotUnpacked() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("metadata.json", SmallModels.utf8(THREE));
        entries.put("config.json", SmallModels.utf8(SmallModels.layers("softmax")));
        Path keras = HostileFiles.bomb(folder.resolve("a.keras"), entries, "model.weights.h5");
        refused(new KerasArchiveLoader(), keras);
        assertThat(
                        Mutants.loads(
                                keras,
                                FormatException.class,
                                () ->
                                        assertThat(new KerasArchiveWeights().load(keras))
                                                .isNotNull()))
                .isFalse();
        refused(
                new KerasArchiveLoader(),
                HostileFiles.bomb(folder.resolve("b.keras"), Map.of(), "config.json"));
        byte[] model = SmallModels.utf8(SmallModels.tfjs("softmax", "weights.bin"));
        refused(
                new TfjsLoader(),
                HostileFiles.bomb(
                        folder.resolve("c.zip"), Map.of("model.json", model), "weights.bin"));
        refused(
                new TfjsLoader(),
                HostileFiles.bomb(folder.resolve("d.zip"), Map.of(), "model.json"));
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        for (String deep : new String[] {HostileFiles.deepLists(), HostileFiles.deepObjects()}) {
            String layers = "{\"class_name\": \"Sequential\", \"config\": " + deep + "}";
            refused(
                    new KerasArchiveLoader(),
                    write("a.keras", SmallModels.archive(layers, SmallModels.variables(), THREE)));
            Path json = write("b.json", SmallModels.utf8(layers));
            assertThat(
                            Mutants.loads(
                                    json,
                                    FormatException.class,
                                    () ->
                                            assertThat(new KerasArchitecture().load(json))
                                                    .isNotNull()))
                    .isFalse();
            Path model = Files.createDirectories(folder.resolve("model"));
            Mutants.write(
                    model.resolve("model.json"),
                    SmallModels.utf8("{\"modelTopology\": " + deep + ", \"weightsManifest\": []}"));
            refused(new TfjsLoader(), model);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1152921504606846976", "2147483647", "1073741824", "-1", "1e60"})
    void announcedNumbersAreNotBelieved(String extent) throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        Mutants.write(model.resolve("weights.bin"), SmallModels.row());
        String text = SmallModels.tfjs("softmax", "weights.bin");
        Mutants.write(
                model.resolve("model.json"),
                SmallModels.utf8(text.replace("\"shape\": [2, 2, 1, 2]", shape(extent))));
        refused(new TfjsLoader(), model);
        String layers = SmallModels.layers("softmax");
        for (String key : new String[] {"\"filters\": 2", "\"units\": 3", "\"kernel_size\": [2"}) {
            String huge = key.replaceFirst("\\d$", extent);
            String json = layers.replace(key, huge);
            assertThat(json).isNotEqualTo(layers);
            refused(
                    new KerasArchiveLoader(),
                    write("a.keras", SmallModels.archive(json, SmallModels.variables(), THREE)));
        }
    }

    private static String shape(String extent) {
        return "\"shape\": [" + extent + ", " + extent + ", 1, 2]";
    }

    /** The extents of a data set in an HDF5 file, wherever they lie: 18 by 3 become 2^60 by 3. */
    @Test
    void announcedNumbersOfHdf5AreNotBelieved() throws Exception {
        byte[] intact = SmallModels.hdf5("softmax", "2.4.0");
        byte[] extents = {18, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0};
        int place = 0;
        while (!Arrays.equals(intact, place, place + 16, extents, 0, 16)) {
            place++;
        }
        for (int[] change : new int[][] {{7, 0x10}, {3, 0x40}, {3, 0x7f}, {7, 0x80}}) {
            byte[] huge = intact.clone();
            huge[place + change[0]] = (byte) change[1];
            refused(new KerasLoader(), write("a.h5", huge));
        }
    }
}
