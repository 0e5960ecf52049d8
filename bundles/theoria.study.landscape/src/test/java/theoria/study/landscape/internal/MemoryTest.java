package theoria.study.landscape.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Memory in words. */
class MemoryTest {
    @Test
    void memoryIsToldInOneSentence() {
        assertThat(Memory.obstacle("a grid", 5.2e9, 1.1e9))
                .contains("a grid needs 5.2 GB, 1.1 GB available");
        assertThat(Memory.obstacle("a grid", 5.2e7, 1.1e7))
                .contains("a grid needs 52.0 MB, 11.0 MB available");
        assertThat(Memory.obstacle("a grid", 1, 1)).isEmpty();
    }
}
