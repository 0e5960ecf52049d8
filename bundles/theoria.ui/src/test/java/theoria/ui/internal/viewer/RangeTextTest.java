package theoria.ui.internal.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.draw.Range;

class RangeTextTest {
    private static String fault(String lowest, String highest, boolean logarithmic) {
        return new RangeText(lowest, highest).fault(logarithmic).orElse("");
    }

    @Test
    void anEmptyFieldLeavesThatEndOpen() {
        assertThat(new RangeText("", " ").range()).isEqualTo(Range.ALL);
        assertThat(new RangeText(" 1e-3 ", "").range())
                .isEqualTo(new Range(1e-3, Double.POSITIVE_INFINITY));
        assertThat(new RangeText("−2", "5").range()).isEqualTo(new Range(-2, 5));
        assertThat(fault("", "", true)).isEmpty();
    }

    @Test
    void whatIsNoRangeIsSaid() {
        assertThat(fault("a", "", false)).isEqualTo("\"a\" is no number.");
        assertThat(fault("1", "NaN", false)).isEqualTo("\"NaN\" is no number.");
        assertThat(fault("2", "1", false)).contains("above the lowest");
        assertThat(fault("1", "1", false)).contains("above the lowest");
    }

    @Test
    void onlyPositiveNumbersHaveAPlaceOnALogarithmicScale() {
        assertThat(fault("0", "1", true)).contains("Only positive");
        assertThat(fault("0", "1", false)).isEmpty();
        assertThat(fault("0.1", "1", true)).isEmpty();
    }

    @Test
    void aNumberIsWrittenAsItWouldBeTyped() {
        assertThat(RangeText.number(5)).isEqualTo("5");
        assertThat(RangeText.number(0.25)).isEqualTo("0.25");
        assertThat(RangeText.number(1e-9)).isEqualTo("1.0E-9");
    }
}
