package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The dropout that DL4J applies to the input of a layer; it stores the probability of keeping. */
final class StepDropout {
    private static final String FOLDER = "org.deeplearning4j.nn.conf.dropout.";
    private static final Set<String> NOISES =
            Set.of("AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout");

    private StepDropout() {}

    /**
     * Probability that a unit is dropped; empty without dropout.
     *
     * @param remarks receives what was left out
     */
    static OptionalDouble rate(Step step, List<String> remarks) throws FormatException {
        Section body = step.body();
        double keep = body.real("dropOut", 0);
        if (body.has("idropout")) {
            Typed typed = Typed.of(body.object().get("idropout"), "the dropout of " + body.where());
            boolean own = typed.className().equals(FOLDER + typed.shortName());
            if (own && NOISES.contains(typed.shortName())) {
                remarks.add(
                        body.where()
                                + " has "
                                + typed.shortName()
                                + ", which acts in training only and was left out.");
                return OptionalDouble.empty();
            }
            if (!own || !typed.shortName().equals("Dropout")) {
                throw body.refuse(
                        "has a dropout of class '" + typed.className() + "'",
                        "one of Dropout, " + String.join(", ", NOISES.stream().sorted().toList()));
            }
            keep = typed.body().real("p");
            if (Double.isNaN(keep)) {
                remarks.add(body.where() + " has a dropout schedule, which was left out.");
            }
        } else if (step.dropConnect() && keep > 0) {
            remarks.add(body.where() + " has DropConnect, which was left out.");
            return OptionalDouble.empty();
        }
        if (keep < 0 || keep > 1) {
            throw body.refuse("keeps inputs with probability " + keep, "a number from 0 to 1");
        }
        return keep > 0 && keep < 1 ? OptionalDouble.of(1 - keep) : OptionalDouble.empty();
    }
}
