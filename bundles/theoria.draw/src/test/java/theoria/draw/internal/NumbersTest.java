package theoria.draw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "0.12346, 0.1235",
        "-2.5, −2.5",
        "123456, 123456",
        "12.3456, 12.35",
        "1e-5, 1e-5",
        "-1.23456e-7, −1.235e-7",
        "2.5e9, 2.5e9",
        "NaN, NaN",
        "Infinity, ∞",
        "-Infinity, −∞"
    })
    void fourDigitsAtMost(double value, String text) {
        assertThat(Numbers.of(value)).isEqualTo(text);
    }
}
