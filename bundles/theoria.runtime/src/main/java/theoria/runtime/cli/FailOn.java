package theoria.runtime.cli;

import theoria.core.study.Run;
import theoria.core.study.result.Findings;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of {@code --fail-on}: {@code verdict} (an EXACT or CALIBRATED claim does not hold),
 * {@code score>50} (a finding of that severity), or a scalar key with {@code <} or {@code >}.
 */
final class FailOn {
    private static final Pattern COMPARISON =
            Pattern.compile("([\\w.]+)\\s*([<>])\\s*([-+.\\deE]+)");

    private final String condition;
    private final String key;
    private final boolean above;
    private final double bound;

    private FailOn(String condition, String key, boolean above, double bound) {
        this.condition = condition;
        this.key = key;
        this.above = above;
        this.bound = bound;
    }

    static FailOn parse(String text) throws UsageException {
        if (text.equals("verdict")) {
            return new FailOn(text, "", false, 0);
        }
        Matcher matcher = COMPARISON.matcher(text);
        if (matcher.matches()) {
            String number = matcher.group(3);
            double bound = RunOptions.usage(() -> Double.parseDouble(number));
            return new FailOn(text, matcher.group(1), matcher.group(2).equals(">"), bound);
        }
        throw new UsageException(
                "--fail-on is '" + text + "', not verdict, score>NUMBER, KEY>NUMBER or KEY<NUMBER");
    }

    /**
     * Whether any of the conditions is met by one of the runs; says which.
     *
     * @throws UsageException if a condition names a number that no run has
     */
    static boolean any(Session session, List<FailOn> conditions, List<Run> runs)
            throws UsageException {
        boolean any = false;
        for (FailOn condition : conditions) {
            if (condition.meets(runs)) {
                session.remark("--fail-on " + condition + " is met.");
                any = true;
            }
        }
        return any;
    }

    private boolean meets(List<Run> runs) throws UsageException {
        Set<String> known = new TreeSet<>();
        for (Run run : runs) {
            known.addAll(FlatResult.of(run.result()).scalars().keySet());
        }
        boolean any = false;
        for (Run run : runs) {
            boolean elsewhere = known.contains(key) && !has(run);
            any |= !elsewhere && meets(run);
        }
        return any;
    }

    private boolean has(Run run) {
        return FlatResult.of(run.result()).scalars().containsKey(key);
    }

    /**
     * Whether a run meets the condition.
     *
     * @throws UsageException if it has no such number
     */
    private boolean meets(Run run) throws UsageException {
        FlatResult flat = FlatResult.of(run.result());
        if (key.isEmpty()) {
            return flat.verdicts().stream().anyMatch(FailOn::broken);
        }
        if (key.equals("score") && run.result() instanceof Findings) {
            List<Findings.Finding> findings = ((Findings) run.result()).findings();
            return findings.stream().anyMatch(finding -> compares(finding.score()));
        }
        Double value = flat.scalars().get(key);
        if (value == null) {
            throw new UsageException(
                    "--fail-on names '"
                            + key
                            + "', but "
                            + run.descriptor().id()
                            + " gives "
                            + String.join(", ", flat.scalars().keySet()));
        }
        return compares(value);
    }

    private boolean compares(double value) {
        return above ? value > bound : value < bound;
    }

    private static boolean broken(Verdict verdict) {
        return verdict.kind() != Verdict.Kind.REFERENCE && !verdict.holds();
    }

    @Override
    public String toString() {
        return condition;
    }
}
