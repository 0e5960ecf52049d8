package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who presses whatever there is, at random but by a seed, for two minutes by one seed, or
 * half an hour by a new one if {@code theoria.slow} is true. The seed is printed; {@code
 * -Dtheoria.monkey.seed=N} walks the same way again, as far as the window is as fast, and {@code
 * -Dtheoria.monkey.seconds=N} another while.
 */
final class Monkey {
    private static final int SECONDS = 120;
    private static final int SLOW_SECONDS = 1800;

    /** One place may keep so many more; what is leaked at each opening is soon above. */
    private static final int SLACK = 12;

    private static final int CONTROLS_SLACK = 60;
    private static final int HEAP_SLACK_MEGABYTES = 256;

    @Test
    void pressesWhateverThereIsAndNothingBreaks() {
        boolean slow = Boolean.getBoolean("theoria.slow");
        long seed = Long.getLong("theoria.monkey.seed", slow ? System.nanoTime() : 1);
        int usual = slow ? SLOW_SECONDS : SECONDS;
        int seconds = Integer.getInteger("theoria.monkey.seconds", usual);
        System.out.println("monkey: seed " + seed + ", " + seconds + " s");
        MonkeyMoves moves = new MonkeyMoves(seed);
        Settle.everythingClosed(); // the first paint of the window is over
        try (Watch watch = new Watch()) {
            walk(moves, watch, seconds / 2);
            Settle.everythingClosed();
            Resources before = Resources.now();
            walk(moves, watch, seconds - seconds / 2);
            Settle.everythingClosed();
            Resources after = Resources.now();
            System.out.println(
                    "monkey: " + moves.count() + " moves, " + before + ", later " + after);
            after.grown(before, 0).forEach(place -> System.out.println("monkey: " + place));
            String how = "seed " + seed + ", last moves " + moves.last();
            List<String> problems = new ArrayList<>(after.grown(before, SLACK));
            problems.addAll(watch.problems());
            assertThat(problems).as(how).isEmpty();
            assertThat(after.controls() - before.controls()).as(how).isLessThan(CONTROLS_SLACK);
            assertThat(after.heapMegabytes() - before.heapMegabytes())
                    .as(how)
                    .isLessThan(HEAP_SLACK_MEGABYTES);
            assertThat(moves.count()).as(how).isGreaterThan(seconds);
        }
    }

    private static void walk(MonkeyMoves moves, Watch watch, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end && watch.problems().isEmpty()) {
            moves.next();
        }
        List<String> problems = watch.problems();
        problems.stream().flatMap(String::lines).forEach(l -> System.out.println("monkey: " + l));
        assertThat(problems).as("last moves " + moves.last()).isEmpty();
    }
}
