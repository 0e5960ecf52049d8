package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code --read} and {@code FILE?read=}: an ONNX file looked at in another way than it is written.
 */
class ReadingWaysTest {
    private static final String RESNET = "golden/models/resnet-tiny-cifar.onnx";

    @TempDir Path folder;

    private Theoria.Outcome theoria(String... arguments) {
        return new Theoria(folder.resolve("workspace")).run(arguments);
    }

    @Test
    void batchNormsAreFoldedOnWishAndItIsSaid() {
        String file = SharedFiles.require(RESNET).toString();
        Theoria.Outcome whole = theoria("show", file);
        Theoria.Outcome folded = theoria("show", file, "--read", "fold-batch-norm");
        assertThat(folded.code()).as(folded.err()).isZero();
        assertThat(whole.out()).contains("BatchNorm");
        assertThat(folded.out()).doesNotContain("BatchNorm ");
        assertThat(theoria("show", file + "?read=fold-batch-norm").out()).isEqualTo(folded.out());
        Theoria.Outcome diff = theoria("diff", file, file + "?read=fold-batch-norm");
        assertThat(diff.out()).as(diff.err()).containsPattern("identical_graph +0\\b");
    }

    @Test
    void theWayIsPartOfWhereAModelComesFrom() {
        String file = SharedFiles.require(RESNET).toString();
        String[] words = {"import", file, "--read", "round,fold-batch-norm", "--name", "folded"};
        assertThat(theoria(words).code()).isZero();
        assertThat(theoria("models", "lineage", "folded").out())
                .contains("?read=fold-batch-norm,round");
    }

    @Test
    void anUnknownWayIsNamed() {
        String file = SharedFiles.require(RESNET).toString();
        Theoria.Outcome outcome = theoria("show", file, "--read", "backwards");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("in the way 'backwards'; expected round or fold");
    }

    @Test
    void anArchitectureIsDescribedWithoutWeights() {
        Theoria.Outcome outcome = theoria("show", "vgg19");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("143667240").contains("3x224x224");
        assertThat(theoria("show", "mlp:784-512-10").out()).contains("407050");
    }

    @Test
    void aFileOfAnArchitectureIsDescribedToo() throws IOException {
        Path file = folder.resolve("small.json");
        Files.writeString(
                file,
                """
                {"format": "theoria-architecture", "version": 1, "name": "small",
                 "input": [1, 8, 8], "layers": [{"op": "flatten"},
                 {"name": "fc", "op": "dense", "units": 10}]}
                """);
        Theoria.Outcome outcome = theoria("show", file.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("architecture, without weights").contains("650");
    }
}
