package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Batch;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Series;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;
import theoria.engine.reference.ReferenceEngine;
import theoria.tests.support.SmallNetworks;
import theoria.tests.support.Studies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures of sharpness, and what a rescaling does to them (theory entry L12). */
class SharpnessChecksTest {
    private final NetworkGraph graph = Architecture.parse("mlp:6-8-3", Shape.of(6), 3);
    private final Dataset data = Studies.gaussian(40, 6, 3);

    private Model drawn(long seed) {
        double[] theta = Initialisation.HE.draw(graph, seed).parameters().toDoubles();
        return Studies.model(graph, theta);
    }

    private FlatResult run(List<Model> models, Map<String, String> parameters) throws Exception {
        return Studies.run("landscape.sharpness", models, data, parameters);
    }

    private Table table(List<Model> models) throws Exception {
        Composite result =
                (Composite) Studies.result("landscape.sharpness", models, data, Map.of());
        return (Table) result.parts().get("sharpness");
    }

    private double number(String key, Map<String, String> parameters) throws Exception {
        return run(List.of(drawn(1)), parameters).scalars().get(key);
    }

    @Test
    void measuresInTheSpaceOfWeightsSeeAScaleThatTheFunctionDoesNot() throws Exception {
        FlatResult result = run(List.of(drawn(1)), Map.of());
        assertThat(result.verdicts()).hasSize(2).allMatch(Verdict::holds);
        Map<String, Double> numbers = result.scalars();
        assertThat(numbers.get("rescaled_loss"))
                .isCloseTo(numbers.get("loss"), within(1e-12 * numbers.get("loss")));
        for (String key : List.of("keskar", "sam", "sam_first_order")) {
            double ratio = numbers.get("rescaled_" + key) / numbers.get(key);
            assertThat(ratio).as(key).isGreaterThan(1.5);
        }
        for (String key : List.of("asam", "asam_first_order", "expected", "expected_stderr")) {
            double own = numbers.get(key);
            assertThat(numbers.get("rescaled_" + key))
                    .as(key)
                    .isCloseTo(own, within(1e-9 * Math.abs(own)));
        }
    }

    @Test
    void theWayToTheWorstPointEndsAtTheMeasure() throws Exception {
        FlatResult result = run(List.of(drawn(1)), Map.of());
        Map<String, Double> numbers = result.scalars();
        for (String prefix : List.of("", "rescaled_")) {
            double keskar = numbers.get(prefix + "keskar") * (1 + numbers.get("loss")) / 100;
            Map<String, Double> ends =
                    Map.of(
                            "keskar", keskar,
                            "sam", numbers.get(prefix + "sam"),
                            "asam", numbers.get(prefix + "asam"));
            ends.forEach(
                    (kind, end) -> {
                        String key = prefix + kind + "_rise";
                        double[] rise = result.arrays().get(key).values();
                        assertThat(rise).as(key).hasSize(21).isSorted();
                        assertThat(rise[0]).as(key).isZero();
                        assertThat(rise[20]).as(key).isCloseTo(end, within(1e-12));
                    });
        }
        double[] own = result.arrays().get("asam_rise").values();
        assertThat(result.arrays().get("rescaled_asam_rise").values())
                .containsExactly(own, within(1e-9));
    }

    @Test
    void aPictureShowsTheNetworkTheRescaledOneAndNoise() throws Exception {
        Composite result =
                (Composite)
                        Studies.result("landscape.sharpness", List.of(drawn(1)), data, Map.of());
        Curves picture = (Curves) result.parts().get("sam");
        assertThat(picture.series()).hasSize(4);
        Series noise = picture.series().get(1);
        assertThat(noise.y()[0]).isEqualTo(result.content().scalars().get("expected"));
        assertThat((noise.upper()[0] - noise.lower()[0]) / 2)
                .isCloseTo(
                        result.content().scalars().get("expected_stderr") * Math.sqrt(20),
                        within(1e-12));
    }

    @Test
    void theSentenceBesideANumberHasTheMeasuredRatio() throws Exception {
        FlatResult result = run(List.of(drawn(1)), Map.of());
        String[] sentences = table(List.of(drawn(1))).columns().get(3).toWords();
        double ratio = result.scalars().get("rescaled_keskar") / result.scalars().get("keskar");
        assertThat(sentences[1])
                .isEqualTo(
                        String.format(
                                Locale.ROOT,
                                "this number changes %.3gx while the function does not",
                                ratio));
        assertThat(sentences[5]).isEqualTo("this number does not change, nor does the function");
    }

    @Test
    void toFirstOrderSharpnessIsTheGradient() throws Exception {
        Model model = drawn(1);
        double[] gradient = new double[graph.parameterCount()];
        double[] theta = model.weights().parameters().toDoubles();
        Batch batch = data.split(Split.TRAIN).orElseThrow().read(0, 40);
        Need need = Need.of(Precision.DOUBLE, Capability.PARAMETER_GRADIENT);
        Weights weights = model.weights().to(Precision.DOUBLE);
        try (Network network = new ReferenceEngine().open(graph, weights, need)) {
            network.parameterGradient(batch, gradient);
        }
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        double adaptive = 0;
        for (int i = 0; i < theta.length; i++) {
            adaptive += theta[i] * gradient[i] * theta[i] * gradient[i];
        }
        Map<String, Double> numbers =
                run(List.of(model), Map.of("rho", "1e-5", "adaptive-rho", "1e-5")).scalars();
        assertThat(numbers.get("sam_first_order")).isCloseTo(1e-5 * norm, within(1e-14));
        assertThat(numbers.get("asam_first_order"))
                .isCloseTo(1e-5 * Math.sqrt(adaptive), within(1e-14));
        assertThat(numbers.get("sam") / numbers.get("sam_first_order")).isCloseTo(1, within(1e-3));
        assertThat(numbers.get("asam") / numbers.get("asam_first_order"))
                .isCloseTo(1, within(1e-3));
    }

    /** To first order the largest rise in a box is the sum of its half widths times |g|. */
    @ParameterizedTest
    @CsvSource({"keskar, epsilon, 1e-3", "sam, rho, 0.02", "asam, adaptive-rho, 0.1"})
    void aLargerSetHoldsALargerRise(String key, String parameter, double size) throws Exception {
        double small = number(key, Map.of(parameter, String.valueOf(size)));
        double large = number(key, Map.of(parameter, String.valueOf(2 * size)));
        assertThat(small).isPositive();
        assertThat(large).isGreaterThan(1.9 * small);
        assertThat(number(key, Map.of(parameter, "0"))).isZero();
    }

    @Test
    void inASubspaceLessIsReached() throws Exception {
        double whole = number("keskar", Map.of());
        double few = number("keskar", Map.of("subspace", "3"));
        assertThat(few).isPositive().isLessThan(whole);
    }

    @Test
    void twoModelsStandSideBySideWithTheirLosses() throws Exception {
        FlatResult result = run(List.of(drawn(1), drawn(2)), Map.of());
        double first = result.scalars().get("loss");
        double second = result.scalars().get("loss_2");
        assertThat(result.scalars().get("keskar_2")).isNotEqualTo(result.scalars().get("keskar"));
        assertThat(String.join(" ", result.notes()))
                .contains(
                        String.format(
                                Locale.ROOT, "a difference of %.4g", Math.abs(first - second)))
                .contains("compare networks at equal training loss only");
        assertThat(table(List.of(drawn(1), drawn(2))).columns()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"residual, layer 'sum'", "mlp, more than ReLU"})
    void whereNoRescalingIsAllowedANoteSaysWhy(String name, String reason) throws Exception {
        Model model = SmallNetworks.all().get(name);
        FlatResult result =
                Studies.run(
                        "landscape.sharpness",
                        List.of(model),
                        Studies.gaussian(10, 64, 3),
                        Map.of("steps", "2"));
        assertThat(result.scalars()).containsKey("keskar").doesNotContainKey("rescaled_keskar");
        assertThat(String.join(" ", result.notes())).contains("No rescaling").contains(reason);
    }
}
