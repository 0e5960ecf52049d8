package theoria.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.runtime.plugin.Finding.Outcome;

import java.util.List;

/** What is concluded from what a trial left. */
class TrialProcessTest {
    private static final Finding BUNDLE = new Finding(Outcome.FINE, "b", "", "starts");
    private static final Finding BEGUN = new Finding(Outcome.BEGUN, "study", "a network", "");
    private static final Finding DONE = new Finding(Outcome.FAILED, "study", "a network", "x\ny");

    @Test
    void leavesOutBeginnings() {
        List<String> lines = List.of(BUNDLE.line(), BEGUN.line(), DONE.line());
        assertThat(TrialProcess.conclude(lines, "", "noise"))
                .containsExactly(BUNDLE, new Finding(Outcome.FAILED, "study", "a network", "x y"));
    }

    @Test
    void blamesWhatHadBegunWhenTheProcessEnded() {
        List<String> lines = List.of(BUNDLE.line(), BEGUN.line());
        assertThat(TrialProcess.conclude(lines, "it ended", "some\nlast words\n\n"))
                .containsExactly(
                        BUNDLE,
                        new Finding(
                                Outcome.FAILED,
                                "study",
                                "a network",
                                "it ended; the last it wrote: last words"));
        assertThat(TrialProcess.conclude(List.of(), "it ended", ""))
                .containsExactly(new Finding(Outcome.FAILED, "trial", "", "it ended"));
    }
}
