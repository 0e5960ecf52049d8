package theoria.core.study.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class ValuesTest {
    private static final Parameter.Whole GRID =
            new Parameter.Whole("grid", "Grid", "points per axis", 51, 2, 1001);
    private static final Parameter.Real RANGE =
            new Parameter.Real("range", "Range", "half width", 1.0, 0, 100, "");
    private static final Parameter.Choice DIRECTIONS =
            new Parameter.Choice(
                    "directions",
                    "Directions",
                    "of the plane",
                    "random",
                    List.of("random", "file:"));
    private static final Parameter.Flag LOG = new Parameter.Flag("log", "Log", "log scale", false);
    private static final Parameter.Words LAYER = new Parameter.Words("layer", "Layer", "name", "");
    private static final Parameter.Reals LEVELS =
            new Parameter.Reals("levels", "Levels", "contours", List.of());
    private static final List<Parameter<?>> ALL =
            List.of(GRID, RANGE, DIRECTIONS, LOG, LAYER, LEVELS);

    @Test
    void defaultsStandForWhatIsNotGiven() {
        Values values = Values.parse(ALL, Map.of("range", "0.5"));

        assertThat(values.get(GRID)).isEqualTo(51);
        assertThat(values.get(RANGE)).isEqualTo(0.5);
    }

    @Test
    void canonicalTextsAreInOrderAndReadBackToThemselves() {
        Values values =
                Values.parse(
                        ALL, Map.of("levels", "1: 2.50", "grid", " 11", "directions", "file:d"));

        assertThat(values.texts().toString())
                .isEqualTo(
                        "{grid=11, range=1.0, directions=file:d, log=false, layer=,"
                                + " levels=1.0:2.5}");
        assertThat(Values.parse(ALL, values.texts()).texts()).isEqualTo(values.texts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid|1|parameter grid is '1', not a whole number from 2 to 1001",
                "grid|ten|parameter grid is 'ten', not a whole number from 2 to 1001",
                "grid|99999999999|parameter grid is '99999999999', not a whole number from 2 to"
                        + " 1001",
                "range|NaN|parameter range is 'NaN', not a number from 0.0 to 100.0",
                "range|-1|parameter range is '-1', not a number from 0.0 to 100.0",
                "directions|pca|parameter directions is 'pca', not one of random, file:",
                "log|yes|parameter log is 'yes', not true or false",
                "levels|1::2|parameter levels is '1::2', not numbers joined by colons",
                "levels|1:|parameter levels is '1:', not numbers joined by colons",
            })
    void whatIsNotAllowedIsRefusedInASentence(String key, String text, String sentence) {
        assertThatThrownBy(() -> Values.parse(ALL, Map.of(key, text)))
                .isInstanceOf(ParameterException.class)
                .hasMessage(sentence);
    }

    @Test
    void unknownKeysAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Values.parse(List.of(GRID, LOG), Map.of("gird", "11")))
                .isInstanceOf(ParameterException.class)
                .hasMessage("there is no parameter 'gird'; expected one of grid, log");
    }

    @Test
    void undeclaredParametersCannotBeAskedFor() {
        Values values = Values.parse(List.of(GRID), Map.of());

        assertThatThrownBy(() -> values.get(LOG)).isInstanceOf(IllegalArgumentException.class);
    }
}
