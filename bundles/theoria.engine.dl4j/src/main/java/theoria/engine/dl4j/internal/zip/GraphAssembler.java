package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Translates the steps of a configuration into the internal form: dropout before its layer,
 * activations as nodes of their own behind it, preprocessors as Flatten and Reshape, the softmax of
 * a head taken off so that the network puts out logits.
 */
final class GraphAssembler {
    private static final String LOCKED = "lockGammaBeta";

    private final Configuration configuration;
    private final Assembly assembly;
    private final Set<String> heads;

    /**
     * An assembler of one network.
     *
     * @param name of the network
     * @param remarks receives what was decided
     */
    GraphAssembler(String name, Configuration configuration, Shape input, List<String> remarks) {
        this.configuration = configuration;
        this.assembly = new Assembly(name, configuration, input, remarks);
        this.heads = heads(configuration);
    }

    /** Steps whose result is put out and used nowhere else, however it passes through losses. */
    private static Set<String> heads(Configuration configuration) {
        Set<String> heads = new HashSet<>(configuration.outputs());
        heads.removeIf(name -> !configuration.consumers(name).isEmpty());
        for (int i = configuration.steps().size() - 1; i >= 0; i--) {
            Step step = configuration.steps().get(i);
            boolean passes =
                    step.kind() == StepKind.LOSS
                            || step.kind() == StepKind.ACTIVATION
                            || step.kind() == StepKind.DROPOUT;
            if (passes && heads.contains(step.name()) && isIdentity(step)) {
                step.inputs().stream()
                        .filter(input -> configuration.consumers(input).size() == 1)
                        .filter(input -> !configuration.outputs().contains(input))
                        .forEach(heads::add);
            }
        }
        return heads;
    }

    private static boolean isIdentity(Step step) {
        try {
            return step.kind() == StepKind.DROPOUT
                    || StepActivation.of(step, new ArrayList<>()).isEmpty();
        } catch (FormatException e) {
            return false; // said when the step is translated
        }
    }

    /** The graph. */
    NetworkGraph assemble() throws FormatException {
        for (Step step : configuration.steps()) {
            if (step.inputs().isEmpty() || (step.kind().isLayer() && step.inputs().size() != 1)) {
                throw step.body()
                        .refuse(
                                "has " + step.inputs().size() + " inputs",
                                step.kind().isLayer() ? "one" : "at least one");
            }
            List<String> inputs = new ArrayList<>();
            for (String input : step.inputs()) {
                inputs.add(prepared(step, assembly.output(input)));
            }
            assembly.put(step.name(), translated(step, inputs));
        }
        return assembly.build(configuration.outputs());
    }

    /** The input behind the step's preprocessors. */
    private String prepared(Step step, String input) throws FormatException {
        String node = input;
        for (Preprocessor preprocessor : step.preprocessors()) {
            Shape found = assembly.shape(node);
            Shape image = preprocessor.image();
            if (found.equals(image)) {
                node =
                        preprocessor.toImage()
                                ? node
                                : assembly.side(step, "flatten", new Operator.Flatten(), node);
            } else if (found.rank() == 1 && found.size() == image.size()) {
                node =
                        preprocessor.toImage()
                                ? assembly.side(step, "reshape", new Operator.Reshape(image), node)
                                : node;
            } else {
                throw step.body()
                        .refuse(
                                "has a preprocessor of " + image + " but gets " + found,
                                "the same size");
            }
        }
        return node;
    }

    private String translated(Step step, List<String> inputs) throws FormatException {
        String input = inputs.get(0);
        switch (step.kind()) {
            case DENSE:
                return activated(step, dense(step, dropped(step, flat(step, input))));
            case OUTPUT:
                LossNames.check(step, assembly.remarks());
                return activated(step, dense(step, dropped(step, flat(step, input))));
            case LOSS:
                LossNames.check(step, assembly.remarks());
                return activation(step, dropped(step, input));
            case ACTIVATION:
                return activation(step, dropped(step, input));
            case DROPOUT:
                return dropout(step, input);
            case CONVOLUTION:
            case SEPARABLE:
            case DEPTHWISE:
            case DECONVOLUTION:
                return activated(step, Filters.convolution(step, dropped(step, input), assembly));
            case IMAGE_LOSS:
                LossNames.check(step, assembly.remarks());
                return Images.loss(step, dropped(step, input), assembly);
            case PRELU:
                return Slopes.translate(step, dropped(step, input), assembly);
            case BATCH_NORM:
                return norm(step, input);
            default:
                return withoutWeights(step, inputs);
        }
    }

    private String withoutWeights(Step step, List<String> inputs) throws FormatException {
        String input = inputs.get(0);
        switch (step.kind()) {
            case SUBSAMPLING:
                return Images.subsampling(step, input, assembly);
            case RESPONSE_NORM:
                return Images.responseNorm(step, input, assembly);
            case GLOBAL_POOLING:
                return Images.globalPooling(step, input, assembly);
            case ZERO_PADDING:
                return Images.zeroPadding(step, input, assembly);
            case UPSAMPLING:
                return Images.upsampling(step, input, assembly);
            case CROPPING:
                return Images.cropping(step, input, assembly);
            case ELEMENT_WISE:
                return Vertices.elementWise(step, inputs, assembly);
            case MERGE:
                return Vertices.merge(step, inputs, assembly);
            case SCALE:
                return Vertices.scale(step, input, assembly);
            case SHIFT:
                return Vertices.shift(step, input, assembly);
            default:
                return input; // a vertex of preprocessors, which are applied
        }
    }

    private String dropped(Step step, String input) throws FormatException {
        OptionalDouble rate = StepDropout.rate(step, assembly.remarks());
        return rate.isEmpty()
                ? input
                : assembly.side(step, "dropout", new Operator.Dropout(rate.getAsDouble()), input);
    }

    private String dropout(Step step, String input) throws FormatException {
        OptionalDouble rate = StepDropout.rate(step, assembly.remarks());
        return assembly.main(step, new Operator.Dropout(rate.orElse(0)), input);
    }

    /** A dense layer takes vectors; files before 0.6 leave the preprocessor out. */
    private String flat(Step step, String input) throws FormatException {
        Shape shape = assembly.shape(input);
        String node = input;
        if (shape.rank() > 1 && shape.size() == ParameterLayout.in(step)) {
            assembly.remarks()
                    .add(
                            step.body().where()
                                    + " has no preprocessor for its images, which are flattened"
                                    + " row by row.");
            node = assembly.side(step, "flatten", new Operator.Flatten(), input);
        }
        if (assembly.shape(node).rank() != 1 || shape.size() != ParameterLayout.in(step)) {
            throw step.body()
                    .refuse(
                            "takes " + ParameterLayout.in(step) + " inputs but gets " + shape,
                            "the same number");
        }
        return node;
    }

    private String dense(Step step, String input) throws FormatException {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        blocks.put(Role.KERNEL, ParameterLayout.kernel(step));
        if (ParameterLayout.biased(step)) {
            blocks.put(Role.BIAS, ParameterLayout.bias(step));
        }
        return assembly.main(step, new Operator.Dense(ParameterLayout.out(step)), input, blocks);
    }

    private String norm(Step step, String input) throws FormatException {
        Section body = step.body();
        Preprocessor.requireChannelsFirst(body, "cnn2DFormat");
        Shape shape = assembly.shape(input);
        boolean fits = shape.rank() == 1 || shape.rank() == 3;
        if (!fits || shape.extent(0) != ParameterLayout.out(step)) {
            throw body.refuse(
                    "normalises " + ParameterLayout.out(step) + " features but gets " + shape,
                    "the same number");
        }
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        boolean locked = body.flag(LOCKED, false);
        if (!locked) {
            blocks.put(Role.SCALE, ParameterLayout.gamma(step));
            blocks.put(Role.SHIFT, ParameterLayout.beta(step));
        } else if (body.real("gamma", 1) != 1 || body.real("beta", 0) != 0) {
            throw body.refuse(
                    "locks gamma and beta at other numbers than 1 and 0", "gamma 1 and beta 0");
        }
        blocks.put(Role.MEAN, ParameterLayout.mean(step));
        blocks.put(Role.VARIANCE, ParameterLayout.variance(step));
        double epsilon = body.real("eps", 1e-5);
        if (!(epsilon >= 0 && epsilon < 1)) {
            throw body.refuse("has eps = " + epsilon, "a small positive number");
        }
        return assembly.main(step, new Operator.BatchNorm(epsilon), input, blocks);
    }

    /** The activation of a layer, behind it. */
    private String activated(Step step, String node) throws FormatException {
        Optional<Operator> operator = nonLinearity(step, node);
        return operator.isEmpty()
                ? node
                : assembly.side(step, word(operator.get()), operator.get(), node);
    }

    /** An activation that is a layer of its own. */
    private String activation(Step step, String node) throws FormatException {
        Optional<Operator> operator = nonLinearity(step, node);
        return operator.isEmpty() ? node : assembly.main(step, operator.get(), node);
    }

    private static String word(Operator operator) {
        return operator.title().toLowerCase(Locale.ROOT);
    }

    private Optional<Operator> nonLinearity(Step step, String node) throws FormatException {
        Optional<Operator> operator = StepActivation.of(step, assembly.remarks());
        if (operator.isEmpty() || !(operator.get() instanceof Operator.Softmax)) {
            return operator;
        }
        if (assembly.shape(node).rank() != 1) {
            throw step.body()
                    .refuse(
                            "has a softmax over " + assembly.shape(node),
                            "a softmax over a vector");
        }
        if (heads.contains(step.name())) {
            assembly.remarks()
                    .add(
                            "The final softmax of "
                                    + step.body().where()
                                    + " was taken off; the network puts out logits.");
            return Optional.empty();
        }
        return operator;
    }
}
