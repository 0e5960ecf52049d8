package theoria.core.study.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;
import theoria.core.study.result.Result;
import theoria.core.study.result.Text;

import java.util.Arrays;
import java.util.Map;

class RunCodecTest {
    private final Provenance provenance = new Provenance(Map.of("study", "test.echo"));
    private final Result result =
            Text.builder("Echo", "words").caption("echo").scalar("number", 3).build();

    @Test
    void readsBackWhatWasWritten() throws Exception {
        RunCodec.Stored stored = RunCodec.decode(RunCodec.encode(provenance, result), "run 1");
        assertThat(stored.provenance()).isEqualTo(provenance);
        assertThat(stored.result()).isEqualTo(result);
    }

    @Test
    void everyCutIsRefusedInOneSentence() {
        byte[] bytes = RunCodec.encode(provenance, result);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RunCodec.decode(cut, "run 1"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("run 1");
        }
    }
}
