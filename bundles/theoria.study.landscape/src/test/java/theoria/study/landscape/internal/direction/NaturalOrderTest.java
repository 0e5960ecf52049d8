package theoria.study.landscape.internal.direction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Names in order. */
class NaturalOrderTest {
    @Test
    void numbersInNamesCountByValue() {
        List<String> names =
                new ArrayList<>(List.of("model_10", "model_9", "model_1", "a2b10", "a2b9", "a"));
        names.sort(NaturalOrder::compare);
        assertThat(names).containsExactly("a", "a2b9", "a2b10", "model_1", "model_9", "model_10");
    }
}
