package theoria.core.study.result;

import java.util.Map;

/**
 * Prose.
 *
 * @param content shared part
 * @param markdown in Markdown, formulas between dollar signs
 */
public record Text(Content content, String markdown) implements Result {
    /** Starts a text. */
    public static Builder builder(String title, String markdown) {
        return new Builder(title, markdown);
    }

    @Override
    public String kind() {
        return "text";
    }

    /** One row per line. */
    @Override
    public Map<String, Table> tables() {
        String[] lines = markdown.split("\n", -1);
        return Map.of("text", Table.builder(title()).column(Column.text("text", lines)).build());
    }

    /** Collects the shared part. */
    public static final class Builder extends Content.Builder<Builder> {
        private final String markdown;

        private Builder(String title, String markdown) {
            super(title);
            this.markdown = markdown;
        }

        @Override
        Builder self() {
            return this;
        }

        /** The finished text. */
        public Text build() {
            return new Text(content(), markdown);
        }
    }
}
