package theoria.core.study;

import theoria.core.model.data.Split;
import theoria.core.study.parameter.Parameter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a study is, for catalogue, form, help page and provenance.
 *
 * @param id for ever, {@code chapter.name}
 * @param version raised when a number changes for the same input
 * @param title short
 * @param chapter of the catalogue
 * @param tells what it tells you
 * @param tellsNot what it does not
 * @param formula in LaTeX
 * @param reference paper or section
 * @param models least and largest number of models it takes
 * @param data which splits it reads if nothing is said; empty if it needs no data
 * @param samples how many examples of a split it takes at most if nothing is said; 0 for all
 * @param parameters in the order of the form
 * @param outputs documented keys of its result
 */
public record StudyDescriptor(
        String id,
        String version,
        String title,
        String chapter,
        String tells,
        String tellsNot,
        String formula,
        String reference,
        Models models,
        List<Split> data,
        int samples,
        List<Parameter<?>> parameters,
        List<Output> outputs) {

    /**
     * How many models a study takes.
     *
     * @param least at least
     * @param largest at most
     * @param weightsOnly whether it also takes weights without a network around them
     */
    public record Models(int least, int largest, boolean weightsOnly) {}

    /**
     * A documented key of the result.
     *
     * @param key of a scalar or array
     * @param description what it is, with shape and unit
     */
    public record Output(String key, String description) {}

    /** Keys that the runtime adds to every study; a study declares none of them itself. */
    public static final Set<String> RESERVED =
            Set.of("engine", "precision", "batch", "output", "outputs");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");

    /**
     * Takes immutable copies.
     *
     * @throws IllegalArgumentException if the identifier is not of the form {@code chapter.name},
     *     or a parameter's key is reserved or declared twice
     */
    public StudyDescriptor {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("study id '" + id + "' is not like chapter.name");
        }
        Set<String> keys = new HashSet<>(RESERVED);
        for (Parameter<?> parameter : parameters) {
            if (!keys.add(parameter.key())) {
                throw new IllegalArgumentException(
                        "parameter '" + parameter.key() + "' of " + id + " is reserved or doubled");
            }
        }
        data = List.copyOf(data);
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    /** Starts a descriptor of a study of one model on the test split. */
    public static Builder builder(String id, String title, String chapter) {
        return new Builder(id, title, chapter);
    }

    /** Collects what a study declares. */
    public static final class Builder {
        private final String id;
        private final String title;
        private final String chapter;
        private String version = "1.0.0";
        private String tells = "";
        private String tellsNot = "";
        private String formula = "";
        private String reference = "";
        private Models models = new Models(1, 1, false);
        private List<Split> data = List.of(Split.TEST);
        private int samples;
        private final List<Parameter<?>> parameters = new ArrayList<>();
        private final List<Output> outputs = new ArrayList<>();

        private Builder(String id, String title, String chapter) {
            this.id = id;
            this.title = title;
            this.chapter = chapter;
        }

        /** Sets the version; 1.0.0 if this is not called. */
        public Builder version(String text) {
            version = text;
            return this;
        }

        /** Says what the study tells and what it does not. */
        public Builder tells(String what, String whatNot) {
            tells = what;
            tellsNot = whatNot;
            return this;
        }

        /** Gives its formula in LaTeX and where it comes from. */
        public Builder formula(String latex, String source) {
            formula = latex;
            reference = source;
            return this;
        }

        /** Says how many models it takes. */
        public Builder models(int least, int largest) {
            models = new Models(least, largest, models.weightsOnly());
            return this;
        }

        /**
         * Says that it looks at weights alone, so that it also takes files of weights without an
         * architecture: graphs without input and output, of parameters only.
         */
        public Builder weightsOnly() {
            models = new Models(models.least(), models.largest(), true);
            return this;
        }

        /** Says which splits it reads if nothing is said; none means it needs no data. */
        public Builder data(Split... splits) {
            data = List.of(splits);
            return this;
        }

        /**
         * Says how many examples of a split it takes at most if nothing is said, for studies whose
         * cost would be out of proportion otherwise; all if this is not called.
         */
        public Builder samples(int most) {
            samples = most;
            return this;
        }

        /** Declares a parameter. */
        public Builder parameter(Parameter<?> parameter) {
            parameters.add(parameter);
            return this;
        }

        /** Documents a key of the result. */
        public Builder output(String key, String description) {
            outputs.add(new Output(key, description));
            return this;
        }

        /** The finished descriptor. */
        public StudyDescriptor build() {
            return new StudyDescriptor(
                    id,
                    version,
                    title,
                    chapter,
                    tells,
                    tellsNot,
                    formula,
                    reference,
                    models,
                    data,
                    samples,
                    parameters,
                    outputs);
        }
    }
}
