package theoria.ui.internal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

class StatisticsTest {
    @Test
    void theMedianIsInTheMiddle() {
        assertThat(Statistics.median(new double[] {9, 1, 5})).isEqualTo(5);
        assertThat(Statistics.median(new double[] {4, 1, 9, 2})).isEqualTo(3);
        assertThat(Statistics.median(new double[0])).isNaN();
    }

    @Test
    void theLargestIsFound() {
        assertThat(Statistics.max(new double[] {2, 8, 3})).isEqualTo(8);
        assertThat(Statistics.max(new double[0])).isNaN();
    }

    @Test
    void aMeasurementIsOneLine() {
        Map<String, Double> facts = new LinkedHashMap<>();
        facts.put("first_paint_ms", 12.5);
        facts.put("fps", 60.0);
        assertThat(WindowBench.line("images", "opened", facts))
                .isEqualTo("images\topened\tfirst_paint_ms=12.5\tfps=60.0");
    }
}
