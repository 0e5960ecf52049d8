package theoria.study.landscape.internal.grid;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.parameter.Parameter;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.Sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The examples of a risk, some more in each round: after round r = 0, 1, ... a point stands on the
 * first min(n, f 2^r) of the n examples of each split, after the last on all. First are the first
 * of a range that was asked for; else the examples are put into an order that the seed draws, so
 * that each round is a uniform choice, whatever the order of the file.
 */
public final class Rounds {
    /** On how many examples a picture first appears. */
    public static final Parameter.Whole FIRST_SAMPLES =
            new Parameter.Whole(
                    "first-samples",
                    "First samples",
                    "0 measures each cell on all samples at once; else every cell on so many of"
                            + " each split first, then on twice as many, until all are used.",
                    0,
                    0,
                    1_000_000_000);

    private final Risk whole;
    private final String order;

    /** By round, the risk on the examples that it adds. */
    private final List<Risk> parts;

    /** By round, by split: what it adds. */
    private final List<List<Sample>> added = new ArrayList<>();

    /** By round, by split: what a point stands on after it. */
    private final List<List<Sample>> reached = new ArrayList<>();

    private Rounds(Risk whole, List<Risk> parts, String order) {
        this.whole = whole;
        this.parts = List.copyOf(parts);
        this.order = order;
        for (Risk part : parts) {
            List<Sample> more = new ArrayList<>();
            List<Sample> sum = new ArrayList<>();
            for (int split = 0; split < whole.splits(); split++) {
                Sample sample = part.sample(split);
                more.add(sample);
                sum.add(
                        reached.isEmpty()
                                ? sample
                                : reached(reached.size() - 1, split).and(sample));
            }
            added.add(more);
            reached.add(sum);
        }
    }

    /** All examples in one round. */
    public static Rounds once(Risk risk) {
        return new Rounds(risk, List.of(risk), "");
    }

    /**
     * The rounds that an input asks for.
     *
     * @throws StudyException if a split is missing
     */
    public static Rounds of(StudyInput input, Model model, Options options) throws StudyException {
        int count = count(input);
        if (count == 1) {
            return once(new Risk(input, model, options.loss(), options.classes()));
        }
        Risk whole = Risk.seldom(input, model, options);
        List<int[]> orders = new ArrayList<>();
        for (Split split : input.splits()) {
            orders.add(order(input, input.examples(split).size()));
        }
        List<Risk> parts = new ArrayList<>();
        for (int round = 0; round < count; round++) {
            List<int[]> rows = new ArrayList<>();
            for (int[] order : orders) {
                int from = round == 0 ? 0 : upTo(options, round - 1, order.length);
                rows.add(ascending(order, from, upTo(options, round, order.length)));
            }
            parts.add(whole.part(rows, "round " + (round + 1)));
        }
        String words =
                input.isRange()
                        ? "the first of the range before the others"
                        : "in an order that the seed draws";
        return new Rounds(whole, parts, words);
    }

    /** How many rounds an input asks for, from metadata. */
    public static int count(StudyInput input) {
        Options options = new Options(input.values());
        int largest = 0;
        for (Split split : input.splits()) {
            Optional<Examples> examples = split == Split.TRAIN ? input.train() : input.test();
            largest = Math.max(largest, examples.map(Examples::size).orElse(0));
        }
        int count = 1;
        while (upTo(options, count - 1, largest) < largest) {
            count++;
        }
        return count;
    }

    /** Number of examples of a split of n after a round. */
    private static int upTo(Options options, int round, int n) {
        long first = options.get(FIRST_SAMPLES);
        return first == 0 ? n : (int) Math.min(n, first << round);
    }

    private static int[] order(StudyInput input, int n) {
        if (!input.isRange()) {
            return new SeededRandom(input.seed()).split("rounds").permutation(n);
        }
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static int[] ascending(int[] order, int from, int to) {
        int[] rows = Arrays.copyOfRange(order, from, to);
        Arrays.sort(rows);
        return rows;
    }

    /** Number of rounds. */
    public int count() {
        return parts.size();
    }

    /** Whether there is more than one round. */
    boolean several() {
        return parts.size() > 1;
    }

    /** The risk on all examples. */
    Risk whole() {
        return whole;
    }

    /** The risk on the examples that a round adds. */
    Risk part(int round) {
        return parts.get(round);
    }

    /** What a round adds of a split. */
    Sample added(int round, int split) {
        return added.get(round).get(split);
    }

    /** What a point stands on after a round. */
    Sample reached(int round, int split) {
        return reached.get(round).get(split);
    }

    /**
     * The round after which a point stands on so many examples of each split; -1 if there is none.
     */
    int after(double[] examples) {
        for (int round = 0; round < count(); round++) {
            boolean same = true;
            for (int split = 0; split < examples.length; split++) {
                same &= examples[split] == reached(round, split).examples();
            }
            if (same) {
                return round;
            }
        }
        return -1;
    }

    /** Examples of all splits that a round adds, at least 1. */
    int weight(int round) {
        return Math.max(1, added.get(round).stream().mapToInt(Sample::examples).sum());
    }

    /** One sentence on what is measured when, if there is more than one round. */
    public Optional<String> sentence() {
        if (!several()) {
            return Optional.empty();
        }
        List<String> splits = new ArrayList<>();
        for (int split = 0; split < whole.splits(); split++) {
            int s = split;
            splits.add(
                    reached.stream()
                            .map(round -> words(round.get(s).examples()))
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return Optional.of(
                "Each cell is measured in rounds, on "
                        + splits.stream().distinct().collect(Collectors.joining(" and on "))
                        + " examples, "
                        + order
                        + "; samples_used tells on how many it stands.");
    }

    /** A number of examples in words. */
    static String words(int examples) {
        return String.format(Locale.ROOT, "%,d", examples);
    }
}
