package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;
import theoria.core.model.load.FormatException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The activation function of a layer as an operator of the internal form. */
final class StepActivation {
    private static final String FOLDER = "org.nd4j.linalg.activations.impl.Activation";
    private static final double LEAKY_SLOPE = 0.01;

    private StepActivation() {}

    /**
     * The operator, empty for the identity.
     *
     * @param remarks receives what the file does not say
     */
    static Optional<Operator> of(Step step, List<String> remarks) throws FormatException {
        Section body = step.body();
        Optional<JsonElement> typed = body.element("activationFn");
        if (typed.isPresent()) {
            Typed function = Typed.of(typed.get(), "the activation of " + body.where());
            return operator(step, function.className().replace(FOLDER, ""), function.body());
        }
        String word = body.word("activationFunction", "");
        if (word.isEmpty()) {
            throw body.refuse("names no activation", "an activation function");
        }
        if (word.equals("leakyrelu")) {
            remarks.add(
                    body.where()
                            + " of a DL4J before 0.8 has no slope for its leaky ReLU; DL4J's "
                            + LEAKY_SLOPE
                            + " was taken.");
        }
        return operator(step, word, new Section(new JsonObject(), body.where()));
    }

    private static Optional<Operator> operator(Step step, String name, Section fields)
            throws FormatException {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "identity":
                return Optional.empty();
            case "relu":
                return Optional.of(rectifier(step, fields));
            case "lrelu":
            case "leakyrelu":
                return scaled(ActivationFunction.LEAKY_RELU, fields, LEAKY_SLOPE);
            case "elu":
                return scaled(ActivationFunction.ELU, fields, 1);
            case "tanh":
                return scaled(ActivationFunction.TANH, fields, 0);
            case "sigmoid":
                return scaled(ActivationFunction.SIGMOID, fields, 0);
            case "softplus":
                return scaled(ActivationFunction.SOFTPLUS, fields, 0);
            case "softmax":
                return Optional.of(new Operator.Softmax(0, false));
            default:
                throw new FormatException(
                        "configuration.json: "
                                + step.body().where()
                                + " has the activation '"
                                + name
                                + "', which is not supported; expected identity, ReLU, LReLU, ELU,"
                                + " TanH, sigmoid, SoftPlus or softmax");
        }
    }

    private static Optional<Operator> scaled(
            ActivationFunction function, Section fields, double otherwise) throws FormatException {
        double alpha = otherwise == 0 ? 0 : fields.real("alpha", otherwise);
        if (!Double.isFinite(alpha)) {
            throw fields.refuse("has alpha = " + alpha, "a finite number");
        }
        return Optional.of(new Operator.Activation(function, alpha));
    }

    /** DL4J's ReLU with an optional slope; maximum and threshold have no counterpart. */
    private static Operator rectifier(Step step, Section fields) throws FormatException {
        double slope = fields.real("negativeSlope", 0);
        if (fields.has("max") || fields.real("threshold", 0) != 0 || !Double.isFinite(slope)) {
            throw step.body()
                    .refuse("has a ReLU with maximum or threshold", "a plain or leaky ReLU");
        }
        return slope == 0
                ? new Operator.Activation(ActivationFunction.RELU, 0)
                : new Operator.Activation(ActivationFunction.LEAKY_RELU, slope);
    }
}
