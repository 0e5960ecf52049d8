package theoria.ui.viewers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.parameter.Subject;

class SelectionTest {
    private static final Selection UNIT = Selection.NONE.ofUnit("conv2:17");

    @Test
    void aLabelNamesAUnitOrAnExampleWithAnythingBehindIt() {
        assertThat(Selection.NONE.ofLabel("conv2:17")).isEqualTo(UNIT);
        assertThat(Selection.NONE.ofLabel("example 12 (7)").example()).isEqualTo(12);
        assertThat(Selection.NONE.ofLabel("seven")).isEqualTo(Selection.NONE);
    }

    @Test
    void whatIsSelectedIsFoundAgainByItsLabelAndNothingElseIs() {
        Selection example = Selection.NONE.ofExample(12, 7);
        assertThat(example.isNamed("example 12 (7)")).isTrue();
        assertThat(example.isNamed("example 12")).isTrue();
        assertThat(example.isNamed("example 120")).isFalse();
        assertThat(UNIT.isNamed("conv2:17")).isTrue();
        assertThat(UNIT.isNamed("conv2:1")).isFalse();
        assertThat(UNIT.isNamed("conv2")).isFalse();
        assertThat(Selection.NONE.isNamed("")).isFalse();
    }

    @Test
    void cellsSpeakByTheHeadingOfTheirColumn() {
        assertThat(Selection.NONE.ofCell("filter", "conv2:17")).isEqualTo(UNIT);
        assertThat(Selection.NONE.ofCell("layer", "conv2").layer()).isEqualTo("conv2");
        assertThat(Selection.NONE.ofCell("example", "5").example()).isEqualTo(5);
        assertThat(Selection.NONE.ofCell("operator", "Conv")).isEqualTo(Selection.NONE);
        assertThat(UNIT.isCell("layer", "conv2")).isTrue();
        assertThat(UNIT.isCell("filter", "conv2:17")).isTrue();
        assertThat(UNIT.isCell("filter", "conv2:16")).isFalse();
        assertThat(UNIT.isCell("operator", "conv2")).isFalse();
        assertThat(Selection.NONE.isCell("layer", "")).isFalse();
    }

    @Test
    void parametersTakeWhatTheySpeakOf() {
        Selection all = UNIT.ofExample(128, 7).ofPoint(0.25, -0.5);
        assertThat(all.value(Subject.LAYER)).contains("conv2");
        assertThat(all.value(Subject.UNIT)).contains("conv2:17");
        assertThat(all.value(Subject.EXAMPLE)).contains("128");
        assertThat(all.value(Subject.CLASS)).contains("7");
        assertThat(all.value(Subject.POINT)).contains("0.25:-0.5");
        assertThat(all.value(Subject.NONE)).isEmpty();
        for (Subject subject : Subject.values()) {
            assertThat(Selection.NONE.value(subject)).isEmpty();
        }
    }

    @Test
    void inWordsTheModelStandsFirst() {
        Selection all = UNIT.ofModel("m:1").ofUnit("conv2:17").ofExample(128, 7);
        assertThat(all.text()).isEqualTo("m:1 · conv2:17 · example 128 (class 7)");
        assertThat(all.restText()).isEqualTo("conv2:17 · example 128 (class 7)");
        assertThat(Selection.NONE.ofModel("m:1").text()).isEqualTo("m:1");
        assertThat(Selection.NONE.text()).isEmpty();
    }
}
