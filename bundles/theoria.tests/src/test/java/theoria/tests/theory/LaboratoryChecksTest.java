package theoria.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.tensor.Shape;
import theoria.core.study.StudyException;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;
import theoria.tests.support.Studies;

import java.util.Arrays;
import java.util.Map;

/** Theory entries L6 to L9, L13 to L15. */
class LaboratoryChecksTest {
    private static FlatResult run(String study, String... parameters) throws Exception {
        Map<String, String> map = new java.util.TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return Studies.run("landscape." + study, map);
    }

    @Test
    void allCriticalPointsOfTheLinearAutoencoderLieOnTheLattice() throws Exception {
        FlatResult result = run("linear-autoencoder");
        assertThat(result.arrays().get("values").values())
                .containsExactly(
                        new double[] {1.2, 1.55, 1.85, 1.95, 2.25, 2.3, 2.6, 2.7, 3.05, 3.35, 3.8},
                        within(1e-12));
        assertThat(result.arrays().get("indices").values())
                .containsExactly(0, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8);
        assertThat(result.scalars().get("found")).isEqualTo(11);
        assertThat(result.scalars().get("off_lattice")).isZero();
        assertThat(result.scalars().get("max_error")).isLessThan(1e-6);
        assertThat(result.scalars().get("unfinished")).isLessThan(30);
    }

    @Test
    void allDescentsOfADeepLinearNetworkReachTheOptimum() throws Exception {
        FlatResult result = run("deep-linear");
        assertThat(result.scalars().get("optimum")).isCloseTo(1.55, within(1e-12));
        assertThat(result.arrays().get("losses").values()).hasSize(20);
        assertThat(result.scalars().get("reached")).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"2,-1,1", "3,0,0", "4,0,0"})
    void theOriginIsAStrictSaddleForTwoFactorsOnly(String depth, double least, double largest)
            throws Exception {
        FlatResult result = run("deep-linear", "depth", depth, "runs", "1", "steps", "1");
        double[] origin = result.arrays().get("origin").values();
        assertThat(origin[0]).isCloseTo(least, within(1e-6));
        assertThat(origin[origin.length - 1]).isCloseTo(largest, within(1e-6));
    }

    @Test
    void modesAreLearntAsTheFormulaSays() throws Exception {
        FlatResult result = run("saxe-dynamics", "modes", "2", "start", "0.01", "rate", "1e-4");
        assertThat(result.scalars().get("max_difference")).isBetween(1e-5, 1e-3);
    }

    @Test
    void strongModesComeUpFirst() throws Exception {
        FlatResult result = run("saxe-dynamics");
        double[] half = result.arrays().get("half_time").values();
        double[] theory = result.arrays().get("half_time_theory").values();
        assertThat(half).isSorted();
        assertThat(half).containsExactly(theory, within(0.01));
        assertThat(theory[1]).isCloseTo(Math.log(199) / 4, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "relu"})
    void theDriftFromBalanceIsProportionalToTheStep(String units) throws Exception {
        FlatResult result = run("balancedness", "units", units);
        double[] drift = result.arrays().get("drift").values();
        assertThat(drift[2]).isPositive();
        assertThat(drift[0] / drift[1]).isCloseTo(10, within(0.5));
        assertThat(drift[1] / drift[2]).isCloseTo(10, within(0.5));
    }

    @Test
    void theSpinGlassHasItsVarianceAndThreshold() throws Exception {
        FlatResult result = run("spin-glass");
        assertThat(result.scalars().get("threshold")).isCloseTo(1.632993, within(1e-6));
        assertThat(result.scalars().get("variance_ratio")).isCloseTo(1, within(0.05));
        assertThat(result.scalars().get("moving")).isZero();
        double[] energies = result.arrays().get("energies").values();
        assertThat(Arrays.stream(energies).max().orElseThrow()).isLessThan(-1);
    }

    @Test
    void theCloudOfStochasticDescentHasTheCovarianceOfTheory() throws Exception {
        FlatResult result = run("sgd-noise");
        assertThat(result.arrays().get("theory").values())
                .containsExactly(new double[] {0.05263, 0.01087, 0.01087, 0.03125}, within(5e-6));
        double[] sampled = result.arrays().get("covariance").values();
        double[] theory = result.arrays().get("theory").values();
        for (int i = 0; i < 4; i++) {
            assertThat(sampled[i]).isCloseTo(theory[i], within(0.06 * theory[i]));
        }
        assertThat(result.scalars().get("epoch_difference")).isLessThan(1e-12);
    }

    @Test
    void descentEscapesInTheTimeOfTheory() throws Exception {
        FlatResult result = run("sgd-noise", "temperatures", "0.07:0.1:0.2", "escapes", "400");
        double[] time = result.arrays().get("escape_time").values();
        double[] error = result.arrays().get("escape_stderr").values();
        double[] theory = result.arrays().get("escape_theory").values();
        assertThat(theory).containsExactly(new double[] {183.6799, 66.2686, 19.0939}, within(1e-4));
        for (int t = 0; t < 3; t++) {
            assertThat(error[t]).isBetween(0.5 * time[t] / 20, 1.5 * time[t] / 20);
            assertThat(time[t]).isCloseTo(theory[t], within(4 * error[t] + 0.02 * theory[t]));
        }
        assertThat(result.arrays().get("escape_kramers").values()[1])
                .isCloseTo(Math.PI * Math.sqrt(2) * Math.exp(2.5), within(1e-9));
        assertThat(result.verdicts()).allMatch(Verdict::holds);
    }

    @Test
    void theLossesOfWideNetworksLieCloserTogether() throws Exception {
        FlatResult result = run("spin-glass", "widths", "4:64", "runs", "20", "draws", "100");
        assertThat(result.arrays().get("width_losses").shape()).isEqualTo(Shape.of(2, 20));
        double[] spread = result.arrays().get("width_spread").values();
        assertThat(spread[1]).isPositive().isLessThan(spread[0] / 2);
    }

    @Test
    void firstOrderMethodsHaveTheirRates() throws Exception {
        FlatResult result = run("first-order-methods");
        assertThat(result.scalars().get("gradient_descent_rate"))
                .isCloseTo(.960788, within(5e-7))
                .isCloseTo(Math.pow(99.0 / 101, 2), within(1e-9));
        double[] descent = result.arrays().get("gradient_descent").values();
        for (int i = 1; i < descent.length; i++) {
            assertThat(descent[i] / descent[i - 1])
                    .isCloseTo(Math.pow(99.0 / 101, 2), within(1e-9));
        }
        double ball = Math.pow(9.0 / 11, 2);
        assertThat(result.scalars().get("heavy_ball_rate")).isCloseTo(ball, within(0.01 * ball));
    }

    @ParameterizedTest
    @CsvSource({
        "linear-autoencoder,eigenvalues,1:-2,positive numbers",
        "linear-autoencoder,rank,5,rank is larger",
        "deep-linear,eigenvalues,0,positive numbers",
        "saxe-dynamics,modes,-1,positive numbers",
        "saxe-dynamics,rate,1e-6,steps",
        "balancedness,rates,0.1:0.2,descending",
        "sgd-noise,curvature,1,two positive",
        "sgd-noise,noise,1:2:1,positive definite",
        "sgd-noise,rate,0.6,diverges",
        "sgd-noise,temperatures,0.1:0,positive numbers",
        "sgd-noise,temperatures,0.005,steps",
        "spin-glass,widths,4.5,whole numbers",
        "spin-glass,widths,'',whole numbers"
    })
    void whatMakesNoSenseIsRefusedInWords(String study, String key, String value, String words) {
        String[] more = study.equals("saxe-dynamics") && key.equals("rate") ? LONG : new String[0];
        String[] all = new String[2 + more.length];
        all[0] = key;
        all[1] = value;
        System.arraycopy(more, 0, all, 2, more.length);
        assertThatThrownBy(() -> run(study, all))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(words);
    }

    private static final String[] LONG = {"time", "1000"};
}
