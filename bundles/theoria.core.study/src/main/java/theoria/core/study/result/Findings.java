package theoria.core.study.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a person should look at, most severe first.
 *
 * @param content shared part
 * @param findings by descending score
 */
public record Findings(Content content, List<Finding> findings) implements Result {
    /**
     * One finding.
     *
     * @param score 0 (nothing) to 100 (surely wrong)
     * @param title short
     * @param explanation what it means and what to do
     * @param evidence key of the number, array or part that shows it, empty for none
     */
    public record Finding(double score, String title, String explanation, String evidence) {}

    /** Takes an immutable copy, most severe first. */
    public Findings {
        findings =
                findings.stream().sorted((a, b) -> Double.compare(b.score(), a.score())).toList();
    }

    /** Starts a list of findings. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    public String kind() {
        return "findings";
    }

    /** One row per finding. */
    @Override
    public Map<String, Table> tables() {
        Table table =
                Table.builder(title())
                        .column(
                                Column.reals(
                                        "score",
                                        findings.stream().mapToDouble(Finding::score).toArray()))
                        .column(words("finding", findings.stream().map(Finding::title).toList()))
                        .column(
                                words(
                                        "explanation",
                                        findings.stream().map(Finding::explanation).toList()))
                        .column(
                                words(
                                        "evidence",
                                        findings.stream().map(Finding::evidence).toList()))
                        .build();
        return Map.of("findings", table);
    }

    private static Column words(String title, List<String> words) {
        return Column.text(title, words.toArray(new String[0]));
    }

    /** Collects findings. */
    public static final class Builder extends Content.Builder<Builder> {
        private final List<Finding> findings = new ArrayList<>();

        private Builder(String title) {
            super(title);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds a finding. */
        public Builder finding(Finding finding) {
            findings.add(finding);
            return this;
        }

        /** The finished list. */
        public Findings build() {
            return new Findings(content(), findings);
        }
    }
}
