package theoria.core.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.result.Text;

import java.util.List;
import java.util.Map;

class RunPrefixesTest {
    private static Run run(String study, String model) {
        return new Run(
                study + model,
                StudyDescriptor.builder(study, "T", "C").build(),
                Text.builder("t", "m").build(),
                new Provenance(Map.of("model_hash", model)));
    }

    @Test
    void oneRunHasNone() {
        assertThat(RunPrefixes.of(List.of(run("a.b", "x")))).containsExactly("");
    }

    @Test
    void otherModelsOfOneStudyAreNumbered() {
        assertThat(RunPrefixes.of(List.of(run("a.b", "x"), run("a.b", "y"), run("a.b", "z"))))
                .containsExactly("", "model2.", "model3.");
    }

    @Test
    void repeatedRunsOfOneModelAreNumbered() {
        assertThat(RunPrefixes.of(List.of(run("a.b", "x"), run("a.b", "x"))))
                .containsExactly("", "run2.");
    }

    @Test
    void differentStudiesAreNamed() {
        assertThat(
                        RunPrefixes.of(
                                List.of(
                                        run("a.b", "x"),
                                        run("a.c", "x"),
                                        run("a.b", "y"),
                                        run("a.c", "x"))))
                .containsExactly("a.b.", "a.c.", "a.b.model2.", "a.c.run2.");
    }
}
