package theoria.ui.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ModelRowTest {
    @Test
    void namesVersionSizeAccuracyAndOrigin() {
        ModelRow row = ModelRow.of(version(Map.of("accuracy", 0.98249)), ZoneOffset.UTC);
        assertThat(row)
                .isEqualTo(
                        new ModelRow(
                                "digits:3",
                                "37,604",
                                "0.982",
                                "imported from lenet.onnx",
                                "2025-12-01 10:15"));
    }

    @Test
    void leavesTheAccuracyEmptyThatWasNeverMeasured() {
        assertThat(ModelRow.of(version(Map.of()), ZoneOffset.UTC).accuracy()).isEmpty();
    }

    private static ModelVersion version(Map<String, Double> metrics) {
        return new ModelVersion(
                "digits",
                3,
                "00ff",
                Instant.parse("2025-12-01T10:15:30Z"),
                37_604,
                "",
                new Lineage(Lineage.Kind.IMPORTED, "lenet.onnx"),
                metrics,
                List.of(),
                List.of(),
                "",
                Optional.empty());
    }
}
