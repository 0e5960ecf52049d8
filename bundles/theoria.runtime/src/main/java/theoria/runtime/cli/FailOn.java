package theoria.runtime.cli;

import theoria.core.study.Run;
import theoria.core.study.result.Findings;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;

import java.util.List;
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
     * Whether a run meets the condition.
     *
     * @throws UsageException if it has no such number
     */
    boolean meets(Run run) throws UsageException {
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
