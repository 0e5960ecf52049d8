package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.tensor.Shape;
import theoria.core.study.result.FlatResult;
import theoria.format.data.IdxLoader;
import theoria.testkit.SharedFiles;
import theoria.tests.support.Studies;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Theory entry C1: cards of data sets. */
class DataChecksTest {
    private static FlatResult card(Dataset data) throws Exception {
        return Studies.run("inspection.data", List.of(), data, Map.of());
    }

    /** The scaling that everybody uses for MNIST is mean 0.1307 and deviation 0.3081 of 255. */
    @Test
    void theCardOfMnistGivesTheUsualScaling() throws Exception {
        Dataset mnist = new IdxLoader().load(SharedFiles.require("data/mnist"), Map.of());
        FlatResult card = card(mnist);
        assertThat(card.arrays().get("mean").values()[0] / 255).isCloseTo(0.1307, within(5e-5));
        double deviation = card.arrays().get("deviation").values()[0] / 255;
        assertThat(deviation).isCloseTo(0.3081, within(5e-5));
        assertThat(card.scalars()).containsEntry("count", 60_000.0);
        assertThat(card.scalars()).containsEntry("count_test", 10_000.0);
        assertThat(card.scalars().get("chance_error")).isCloseTo(0.9, within(1e-15));
        double[] counts = card.arrays().get("class_counts").values();
        assertThat(counts)
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    }

    @Test
    void doublesConflictsAndLeaksAreFound() throws Exception {
        float[] train = {1, 2, 3, 4, 1, 2, 5, 5, Float.NaN, 0};
        float[] test = {3, 4, 9, 9};
        Dataset data =
                new Dataset(
                        "made",
                        new TreeMap<>(
                                Map.of(
                                        Split.TRAIN, examples(train, 0, 1, 1, 0, -1),
                                        Split.TEST, examples(test, 1, 0))),
                        "made here",
                        List.of());
        Map<String, Double> card = card(data).scalars();
        assertThat(card).containsEntry("duplicates", 2.0);
        assertThat(card).containsEntry("conflicts", 1.0);
        assertThat(card).containsEntry("leaked", 1.0);
        assertThat(card).containsEntry("unlabelled", 1.0);
        assertThat(card).containsEntry("constant", 1.0);
        assertThat(card).containsEntry("constant_test", 1.0);
        assertThat(card).containsEntry("non_finite", 1.0);
        assertThat(card).containsEntry("majority_error", 0.5);
    }

    private static Examples examples(float[] values, int... labels) {
        return InMemoryExamples.ofFloats(
                "made", Shape.of(2), values, labels, InMemoryExamples.numbered(2));
    }
}
