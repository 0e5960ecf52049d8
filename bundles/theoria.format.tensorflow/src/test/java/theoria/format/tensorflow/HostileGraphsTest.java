package theoria.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.load.FormatException;
import theoria.testkit.GraphDraft;
import theoria.testkit.Mutants;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Graphs of a few bytes that announce more numbers than any memory holds. */
class HostileGraphsTest {
    private static final byte[] NUMBERS = GraphDraft.field(5, new byte[] {0, 0, 0, 0});

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "1152921504606846976, 4",
        "1073741824, 1",
        "1073741824, 1073741824",
        "0, 1152921504606846976",
        "-1, 4"
    })
    void announcedNumbersAreNotBelieved(long rows, long columns) throws Exception {
        for (byte[] numbers : new byte[][] {NUMBERS, new byte[0], GraphDraft.field(4, NUMBERS)}) {
            byte[] shape = GraphDraft.shapeOf(rows, columns);
            byte[] graph =
                    new GraphDraft()
                            .placeholder("x", -1, 4)
                            .constant("w", shape, numbers)
                            .node("y", "MatMul", List.of("x", "w"))
                            .bytes();
            Path file = Files.write(folder.resolve("hostile.pb"), graph);
            assertThatThrownBy(() -> new TensorFlowLoader().load(file))
                    .isInstanceOf(FormatException.class)
                    .satisfies(e -> Mutants.requireSentence(file, e.getMessage()));
        }
    }
}
