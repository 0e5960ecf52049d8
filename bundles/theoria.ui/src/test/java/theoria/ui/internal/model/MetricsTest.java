package theoria.ui.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class MetricsTest {
    @ParameterizedTest
    @CsvSource({
        "0.98241, 0.982",
        "0, 0.000",
        "1, 1.000",
        "-2.30259, -2.303",
        "0.012345, 0.0123",
        "0.0000123456, 1.23e-05",
        "9999.5, 9999.500",
        "'1234567', '1,234,567'",
        "1.5e12, 1.50e+12",
        "NaN, NaN",
    })
    void numbersHaveTheDigitsThatCount(double value, String text) {
        assertThat(Metrics.number(value)).isEqualTo(text);
    }

    @Test
    void namesWhatOccursAnywhereOnceAndInOrder() {
        List<ModelVersion> versions =
                List.of(
                        version(Map.of("loss", 0.1, "accuracy", 0.9)),
                        version(Map.of()),
                        version(Map.of("train_loss", 0.2, "loss", 0.3)));
        assertThat(Metrics.occurring(versions)).containsExactly("accuracy", "loss", "train_loss");
    }

    @Test
    void describesEveryMetricOfAVersion() {
        ModelVersion version = version(Map.of("train_loss", 0.0123, "accuracy", 0.98241));
        assertThat(Metrics.describe(version))
                .isEqualTo("net:2\naccuracy  0.982\ntrain loss  0.0123");
        assertThat(Metrics.describe(version(Map.of()))).isEqualTo("net:2: no metrics");
    }

    @Test
    void isEmptyWhereAVersionLacksTheMetric() {
        assertThat(Metrics.text(Map.of("loss", 0.25), "loss")).isEqualTo("0.250");
        assertThat(Metrics.text(Map.of("loss", 0.25), "accuracy")).isEmpty();
    }

    @Test
    void aHeadingBeginsWithACapital() {
        assertThat(Metrics.heading("train_loss")).isEqualTo("Train loss");
    }

    private static ModelVersion version(Map<String, Double> metrics) {
        return new ModelVersion(
                "net",
                2,
                "",
                Instant.EPOCH,
                10,
                "",
                new Lineage(Lineage.Kind.TRAINED, ""),
                new TreeMap<>(metrics),
                List.of(),
                List.of(),
                "",
                Optional.empty());
    }
}
