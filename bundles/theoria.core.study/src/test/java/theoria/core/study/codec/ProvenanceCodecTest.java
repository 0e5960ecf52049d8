package theoria.core.study.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

class ProvenanceCodecTest {
    @Test
    void comesBackEqualAndInOrder() throws FormatException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("study", "landscape.line");
        entries.put("model", "\u03b8 \"quoted\" \ud800");
        entries.put("data", "");
        Provenance provenance = new Provenance(entries);

        Provenance back = ProvenanceCodec.decode(ProvenanceCodec.encode(provenance), "it");

        assertThat(back.entries()).containsExactlyEntriesOf(entries);
    }

    @Test
    void foreignBytesAreRefused() {
        byte[] bytes = "{\"version\":1,\"entries\":[]}".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> ProvenanceCodec.decode(bytes, "provenance of run 3"))
                .isInstanceOf(FormatException.class)
                .hasMessage(
                        "provenance of run 3 has a damaged field 'entries' in its header;"
                                + " expected an object");
    }
}
