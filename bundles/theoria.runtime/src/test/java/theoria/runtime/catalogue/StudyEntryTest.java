package theoria.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Result;
import theoria.core.study.result.Text;

import java.util.List;

class StudyEntryTest {
    private record Stub(StudyDescriptor descriptor) implements Study {
        @Override
        public CostEstimate cost(StudyInput input) {
            return CostEstimate.negligible();
        }

        @Override
        public Result run(StudyInput input, StudyProgress progress) {
            return Text.builder("stub", "stub").build();
        }
    }

    private static StudyEntry entry(String id, String chapter) {
        StudyDescriptor descriptor = StudyDescriptor.builder(id, id, chapter).build();
        return new StudyEntry(new Stub(descriptor), List.of(), "test");
    }

    @Test
    void chaptersStandInTheOrderOfTheFieldAndUnknownOnesLast() {
        List<StudyEntry> entries =
                List.of(
                        entry("x.z", "Zoology"),
                        entry("g.b", "Generalization"),
                        entry("x.a", "Astronomy"),
                        entry("i.b", "Inspection"),
                        entry("g.a", "Generalization"));
        assertThat(entries.stream().sorted(StudyEntry.byChapter()).map(StudyEntry::id))
                .as("within a chapter they stay as they were registered")
                .containsExactly("i.b", "g.b", "g.a", "x.a", "x.z");
    }
}
