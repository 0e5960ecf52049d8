package theoria.core.study.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class FlatResultTest {
    private static Text text() {
        return Text.builder("t", "m").scalar("loss", 2).note("inner").build();
    }

    @Test
    void ownKeysStandAsTheyAreThoseOfPartsArePrefixed() {
        Composite inner = Composite.builder("i").part("b", text()).build();
        Composite outer = Composite.builder("o").scalar("loss", 1).part("a", inner).build();

        assertThat(FlatResult.of(outer).scalars())
                .containsExactly(entry("loss", 1.0), entry("a.b.loss", 2.0));
    }

    @Test
    void remarksOfPartsFollowTheOwnOnes() {
        Composite outer = Composite.builder("o").note("outer").part("a", text()).build();

        assertThat(FlatResult.of(outer).notes()).containsExactly("outer", "inner");
    }

    @Test
    void ambiguousKeysAreRefused() {
        Composite outer = Composite.builder("o").scalar("a.loss", 1).part("a", text()).build();

        assertThatThrownBy(() -> FlatResult.of(outer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key 'a.loss' occurs twice in the result");
    }

    @Test
    void aKeyCannotNameANumberAndAnArray() {
        Text.Builder text = Text.builder("t", "m").scalar("x", 1).array("x", NumericArray.of(1, 2));

        assertThatThrownBy(text::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key 'x' names both a number and an array");
    }
}
