package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.load.FormatException;
import theoria.engine.dl4j.internal.zip.ModelZip;
import theoria.testkit.HostileFiles;
import theoria.testkit.Mutants;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Models made to take all memory. */
class HostileDl4jFilesTest {
    private static final String DENSE =
            "{\"confs\":[{\"layer\":{\"@class\":\"org.deeplearning4j.nn.conf.layers.DenseLayer\","
                    + "\"layerName\":\"fc\",\"nin\":IN,\"nout\":OUT,\"activationFn\":{\"@class\":"
                    + "\"org.nd4j.linalg.activations.impl.ActivationIdentity\"}}}]}";

    @TempDir Path folder;

    private static void refused(Path file) {
        assertThatThrownBy(() -> new Dl4jLoader().load(file))
                .isInstanceOf(FormatException.class)
                .satisfies(e -> Mutants.requireSentence(file, e.getMessage()));
    }

    private static String dense(String in, String out) {
        return DENSE.replace("IN", in).replace("OUT", out);
    }

    @Test
    void zipBombsAreNotUnpacked() throws Exception {
        byte[] json = dense("2", "1").getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = Map.of("configuration.json", json);
        refused(HostileFiles.bomb(folder.resolve("a.zip"), entries, "coefficients.bin"));
        refused(HostileFiles.bomb(folder.resolve("b.zip"), entries, "updaterState.bin"));
        refused(HostileFiles.bomb(folder.resolve("c.zip"), Map.of(), "configuration.json"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, 1L << 30, Long.MAX_VALUE, -1, 0})
    void announcedNumbersAreNotBelieved(long extent) throws Exception {
        byte[] array = ModelZip.array("FLOAT", new long[] {1, extent}, new long[] {1, 1}, 1, 2, 3);
        refused(
                new ModelZip()
                        .configuration(dense("2", "1"))
                        .entry("coefficients.bin", array)
                        .write(folder.resolve("a.zip")));
        String text = Long.toString(extent);
        for (String json : new String[] {dense(text, "1"), dense("2", text), dense(text, text)}) {
            Path file = folder.resolve("b.zip");
            refused(new ModelZip().configuration(json).coefficients(3).write(file));
        }
    }

    @Test
    void deepConfigurationsAreRefused() throws Exception {
        for (String deep : new String[] {HostileFiles.deepLists(), HostileFiles.deepObjects()}) {
            Path file = folder.resolve("a.zip");
            refused(
                    new ModelZip()
                            .configuration("{\"confs\":" + deep + "}")
                            .coefficients(3)
                            .write(file));
        }
    }
}
