package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.engine.dl4j.internal.zip.ModelZip;
import theoria.testkit.Mutants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ten thousand models, each part of them damaged, load or are refused in one sentence. */
class Dl4jMutationTest {
    private static final int TRIES = 10_000;
    private static final int COEFFICIENTS = 2 * 4 + 2 + 4 * 2 + 2 * 2 * 9 + 2;

    private static final String CONFIGURATION =
            """
            {"inputPreProcessors": {"0": {"feedForwardToCnn":
              {"inputHeight": 4, "inputWidth": 4, "numChannels": 1}}},
             "confs": [
              {"layer": {"@class": "LAYERS.ConvolutionLayer", "layerName": "conv",
                "nin": 1, "nout": 2, "kernelSize": [2, 2], "stride": [1, 1], "padding": [0, 0],
                "hasBias": true, "activationFn": {"@class": "ACTIVATIONS.ActivationReLU"}}},
              {"layer": {"@class": "LAYERS.BatchNormalization", "layerName": "norm",
                "nout": 2, "eps": 0.001, "decay": 0.9}},
              {"layer": {"@class": "LAYERS.OutputLayer", "layerName": "head",
                "nin": 18, "nout": 2, "hasBias": true,
                "activationFn": {"@class": "ACTIVATIONS.ActivationSoftmax"},
                "lossFn": {"@class": "org.nd4j.linalg.lossfunctions.impl.LossMCXENT"}}}]}
            """
                    .replace("LAYERS", "org.deeplearning4j.nn.conf.layers")
                    .replace("ACTIVATIONS", "org.nd4j.linalg.activations.impl");

    @TempDir Path folder;

    private final Dl4jLoader loader = new Dl4jLoader();
    private final byte[] json = CONFIGURATION.getBytes(StandardCharsets.UTF_8);
    private byte[] array = new byte[0];

    private interface Damage {
        byte[] mutant(Mutants mutants) throws IOException;
    }

    @BeforeEach
    void intact() throws Exception {
        array = ModelZip.array("FLOAT", new double[COEFFICIENTS]);
        Path file = Files.write(folder.resolve("intact.zip"), zip(json, array));
        assertThat(loader.load(file).graph().parameterCount()).isEqualTo(COEFFICIENTS - 4);
    }

    private static byte[] zip(byte[] configuration, byte[] coefficients) throws IOException {
        return new ModelZip()
                .entry("configuration.json", configuration)
                .entry("coefficients.bin", coefficients)
                .entry("updaterState.bin", ModelZip.array("DOUBLE", 1, 2))
                .bytes();
    }

    private void damage(long seed, Damage damage) throws IOException, FormatException {
        Mutants mutants = new Mutants(seed);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve("mutant.zip"), damage.mutant(mutants));
            loader.recognises(FileProbe.of(file));
            loaded += loads(file) ? 1 : 0;
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private boolean loads(Path file) {
        return Mutants.loads(
                file,
                FormatException.class,
                () -> assertThat(loader.load(file).graph().nodes()).isNotEmpty());
    }

    @Test
    void damagedZips() throws Exception {
        byte[] intact = zip(json, array);
        damage(1, mutants -> mutants.of(intact));
    }

    @Test
    void damagedConfigurations() throws Exception {
        damage(2, mutants -> zip(mutants.ofText(json), array));
    }

    @Test
    void damagedCoefficients() throws Exception {
        damage(3, mutants -> zip(json, mutants.of(array)));
    }
}
