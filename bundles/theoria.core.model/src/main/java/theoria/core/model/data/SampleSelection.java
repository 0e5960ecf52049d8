package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;

import java.util.stream.IntStream;

/**
 * Which examples of a split are used: {@code 0:1000} are those of positions [0,1000) in file order,
 * {@code 1000} a seeded choice of that many without repetition, in file order; {@code most:1000}
 * the same, or all where there are fewer; {@code all} all.
 */
public final class SampleSelection {
    /** All examples. */
    public static final SampleSelection ALL = new SampleSelection("all", 0, -1, -1, false);

    /** Nothing was said: as many as a study usually takes. */
    public static final SampleSelection USUAL = new SampleSelection("", 0, -1, -1, false);

    private static final String MOST = "most:";

    private final String text;
    private final int from;
    private final int to;
    private final int count;
    private final boolean orFewer;

    private SampleSelection(String text, int from, int to, int count, boolean orFewer) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.count = count;
        this.orFewer = orFewer;
    }

    /** A seeded choice of so many, or all where there are not as many; 0 is all. */
    public static SampleSelection most(int count) {
        return count == 0 ? ALL : new SampleSelection(MOST + count, 0, -1, count, true);
    }

    /**
     * Reads {@code FROM:TO}, {@code N}, {@code most:N} or {@code all}.
     *
     * @throws IllegalArgumentException with one sentence if it is none of them
     */
    public static SampleSelection parse(String text) {
        if (text.equals(ALL.text)) {
            return ALL;
        }
        if (text.matches("\\d{1,9}:\\d{1,9}")) {
            int colon = text.indexOf(':');
            int from = Integer.parseInt(text.substring(0, colon));
            int to = Integer.parseInt(text.substring(colon + 1));
            if (from < to) {
                return new SampleSelection(text, from, to, -1, false);
            }
        } else if (text.matches("[1-9]\\d{0,8}")) {
            return new SampleSelection(text, 0, -1, Integer.parseInt(text), false);
        } else if (text.matches(MOST + "[1-9]\\d{0,8}")) {
            return most(Integer.parseInt(text.substring(MOST.length())));
        }
        throw new IllegalArgumentException(
                "samples are '"
                        + text
                        + "', not FROM:TO with FROM < TO, a number, most:NUMBER, or all");
    }

    /** The selection as it is given. */
    public String text() {
        return text;
    }

    /** Whether it names positions, and so the order of the examples too. */
    public boolean isRange() {
        return to >= 0;
    }

    /**
     * The selected examples.
     *
     * @param seed of a random choice
     * @throws IllegalArgumentException if there are not as many examples
     */
    public Examples of(Examples all, long seed) {
        if (count < 0 && to < 0 || orFewer && count >= all.size()) {
            return all;
        }
        int needed = count >= 0 ? count : to;
        if (needed > all.size()) {
            throw new IllegalArgumentException(
                    "samples are "
                            + text
                            + ", but "
                            + all.description()
                            + " has only "
                            + all.size()
                            + " examples");
        }
        int[] chosen =
                count >= 0
                        ? new SeededRandom(seed).split("samples").sample(all.size(), count)
                        : IntStream.range(from, to).toArray();
        String words = count >= 0 ? count + " (seed " + seed + ")" : text;
        return new SelectedExamples(all, chosen, words);
    }
}
