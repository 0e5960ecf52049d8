package theoria.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
    @ParameterizedTest
    @CsvSource({
        "0.9891, 0.9891",
        "1, 1",
        "100, 100",
        "1e-10, 1e-10",
        "2.0893890123e-16, 2.089389e-16",
        "7.5784578, 7.578458",
        "120.5, 120.5",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void numbersHaveNoMoreDigitsThanTheyNeed(double number, String text) {
        assertThat(TextTable.number(number)).isEqualTo(text);
    }

    @Test
    void numbersStandToTheRight() {
        TextTable table = new TextTable("key", ">value");
        table.add("loss", "0.5");
        table.add("n", "10000");
        assertThat(table.lines()).containsExactly("key   value", "loss    0.5", "n     10000");
    }

    @Test
    void durationsAreInTheUnitAPersonWouldUse() {
        assertThat(TextTable.duration(40.4)).isEqualTo("40 s");
        assertThat(TextTable.duration(300)).isEqualTo("5 min");
        assertThat(TextTable.duration(9000)).isEqualTo("2.5 h");
    }
}
