package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.engine.dl4j.internal.net.NativeSetup;
import theoria.engine.reference.ReferenceEngine;
import theoria.format.data.IdxLoader;
import theoria.testkit.SharedFiles;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Networks of DL4J's integration tests on MNIST images (counted from 0, training split, scaled by
 * 1/255) against the predictions that DL4J stored beside them.
 */
class Dl4jPredictionsTest {
    private static final double TOLERANCE = 1e-6;

    @BeforeAll
    static void loadNatives() {
        NativeSetup.enter();
    }

    @ParameterizedTest
    @CsvSource({
        "LenetMnist, output_0_0, 5310",
        "LenetMnist, output_1_0, 39700 62 20999 33395 51189 42119 19893 11802",
        "MLPMnist, output_0_0, 5310"
    })
    void theSoftmaxOfTheLogitsIsWhatDl4jPredicted(String name, String output, String images)
            throws Exception {
        Path folder = SharedFiles.require("data/dl4j/integration/" + name);
        ImportedModel model =
                new Dl4jLoader().load(folder.resolve("Model_RANDOM_INIT_UNTRAINED.zip"));
        Path predictions = folder.resolve("predictions/" + output + ".bin");
        double[] expected = Nd4j.readBinary(predictions.toFile()).dup('c').data().asDouble();
        int[] indices = Arrays.stream(images.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[] actual = predictions(model, indices);
        assertThat(actual).usingComparatorWithPrecision(TOLERANCE).containsExactly(expected);
    }

    private static double[] predictions(ImportedModel model, int[] images) throws Exception {
        Dataset mnist = new IdxLoader().load(SharedFiles.require("data/mnist"), Map.of());
        Examples train =
                PreparedExamples.of(
                        mnist.split(Split.TRAIN).orElseThrow(),
                        InputContract.parse("scale=1/255"),
                        model.graph().inputShape());
        int classes = model.graph().classes();
        double[] shares = new double[images.length * classes];
        Need need = Need.of(Precision.FLOAT, Capability.FORWARD);
        try (Network network = new ReferenceEngine().open(model.graph(), model.weights(), need)) {
            for (int n = 0; n < images.length; n++) {
                double[] scores = network.scores(train.read(images[n], 1).inputs()).toDoubles();
                double sum = Arrays.stream(scores).map(Math::exp).sum();
                for (int k = 0; k < classes; k++) {
                    shares[n * classes + k] = Math.exp(scores[k]) / sum;
                }
            }
        }
        return shares;
    }
}
