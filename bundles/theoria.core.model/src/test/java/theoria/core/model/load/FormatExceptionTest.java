package theoria.core.model.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatExceptionTest {
    @Test
    void theSentenceIsOneLineWhateverTheFileMadeOfTheNamesInIt() {
        String name = "a\r\n\u001b[31mb\u0000\u0085\u2028c\u007f";
        assertThat(new FormatException("layer '" + name + "' is odd; expected ä").getMessage())
                .isEqualTo("layer 'a [31mb c ' is odd; expected ä");
        Exception cause = new IllegalStateException();
        assertThat(new FormatException("a\nb", cause)).hasMessage("a b").hasCause(cause);
    }

    @Test
    void aVeryLongSentenceKeepsItsBeginningAndEnd() {
        String message = "layer '" + "x".repeat(70_000) + "' is odd; expected another";
        assertThat(new FormatException(message).getMessage())
                .startsWith("layer 'xxx")
                .endsWith("xxx' is odd; expected another")
                .hasSizeLessThan(1010);
    }
}
