package theoria.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.data.Split;
import theoria.core.study.parameter.Parameter;

class StudyDescriptorTest {
    private static StudyDescriptor.Builder study(String id) {
        return StudyDescriptor.builder(id, "Title", "Chapter");
    }

    private static Parameter.Flag flag(String key) {
        return new Parameter.Flag(key, "Label", "help", false);
    }

    @Test
    void oneModelAndTheTestSplitAreTheDefault() {
        StudyDescriptor descriptor = study("inspection.evaluation").build();

        assertThat(descriptor.models()).isEqualTo(new StudyDescriptor.Models(1, 1, false));
        assertThat(descriptor.data()).containsExactly(Split.TEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "Landscape.line", "landscape.", "landscape line.x", ""})
    void identifiersAreLikeChapterAndName(String id) {
        assertThatThrownBy(() -> study(id).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "precision", "batch"})
    void reservedParametersCannotBeDeclared(String key) {
        assertThatThrownBy(() -> study("a.b").parameter(flag(key)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void parametersCannotBeDeclaredTwice() {
        assertThatThrownBy(() -> study("a.b").parameter(flag("log")).parameter(flag("log")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log");
    }
}
