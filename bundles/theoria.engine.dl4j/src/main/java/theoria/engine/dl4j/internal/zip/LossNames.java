package theoria.engine.dl4j.internal.zip;

import theoria.core.model.load.FormatException;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The loss functions that may be named; the network's loss is always the softmax cross-entropy. */
final class LossNames {
    private static final String FOLDER = "org.nd4j.linalg.lossfunctions.impl.Loss";
    private static final Set<String> CROSS_ENTROPY =
            Set.of("mcxent", "negativeloglikelihood", "sparsemcxent");
    private static final Set<String> OTHERS =
            Set.of(
                    "binaryxent",
                    "xent",
                    "mse",
                    "squared_loss",
                    "reconstruction_crossentropy",
                    "l1",
                    "l2",
                    "mae",
                    "mape",
                    "msle",
                    "kld",
                    "poisson",
                    "hinge",
                    "squaredhinge",
                    "cosineproximity",
                    "fmeasure",
                    "multilabel",
                    "wasserstein");

    private LossNames() {}

    /** Checks the loss of a layer and says so if it is not the cross-entropy. */
    static void check(Step step, List<String> remarks) throws FormatException {
        Section body = step.body();
        String name =
                body.has("lossFn")
                        ? Typed.of(body.object().get("lossFn"), "the loss of " + body.where())
                                .className()
                        : body.word("lossFunction", "mcxent");
        String word = name.replace(FOLDER, "").toLowerCase(Locale.ROOT);
        if (CROSS_ENTROPY.contains(word)) {
            return;
        }
        if (!OTHERS.contains(word)) {
            throw new FormatException(
                    "configuration.json: "
                            + body.where()
                            + " has the loss '"
                            + name
                            + "', which is not known; expected a loss function of ND4J");
        }
        remarks.add(
                body.where()
                        + " was trained with the loss "
                        + name.substring(name.lastIndexOf('.') + 1)
                        + "; the loss here is the softmax cross-entropy.");
    }
}
