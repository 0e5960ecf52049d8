package theoria.study.landscape.internal;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network as a chain of dense and convolution layers whose hidden units (rows of a dense layer,
 * filters of a convolution) may be permuted without changing the function: between the layers there
 * is only what treats each unit alone and alike.
 */
public final class UnitChain {
    private final List<Layer> layers = new ArrayList<>();
    private final List<List<Node>> between = new ArrayList<>();

    /**
     * A layer of units. Its kernel is a matrix (units, inputs), of a convolution with a row for
     * each filter; unit c of the layer before is columns c w, ..., c w + w - 1 for some width w.
     *
     * @param node of the graph
     * @param kernel its weights
     * @param perUnit further blocks with one number per unit: bias, batch norm
     */
    public record Layer(Node node, Block kernel, List<Block> perUnit) {
        /** Number of units. */
        public int units() {
            return kernel.shape().extent(0);
        }

        /** Weights of a unit. */
        public int row() {
            return kernel.size() / units();
        }
    }

    /** Why a graph is no such chain. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    private UnitChain(Model model) throws Broken {
        NetworkGraph graph = model.graph();
        List<Node> nodes = walk(model);
        int last = 0;
        for (int i = 0; i < nodes.size(); i++) {
            last = layer(nodes.get(i)) ? i : last;
        }
        for (Node node : nodes.subList(0, last + 1)) {
            add(graph, node);
        }
        if (layers.size() < 2) {
            throw new Broken("'" + model.name() + "' has no hidden layer of units");
        }
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            if (!names.add(layer.kernel().name())) {
                throw new Broken("layer '" + layer.node().name() + "' shares its weights");
            }
        }
    }

    /** Why a model is no such chain, in words that name the layer; reads metadata only. */
    public static Optional<String> obstacle(Model model) {
        try {
            return new UnitChain(model).layers.isEmpty()
                    ? Optional.of("'" + model.name() + "' has no layers")
                    : Optional.empty();
        } catch (Broken e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The chain of a model.
     *
     * @throws IllegalArgumentException if it has an obstacle
     */
    public static UnitChain of(Model model) {
        try {
            return new UnitChain(model);
        } catch (Broken e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<Node> walk(Model model) throws Broken {
        NetworkGraph graph = model.graph();
        if (graph.weightsOnly()) {
            throw new Broken("'" + model.name() + "' holds weights only");
        }
        List<Node> nodes = new ArrayList<>();
        Node node = graph.node(graph.output());
        while (!node.inputs().isEmpty()) {
            if (node.inputs().size() != 1) {
                throw new Broken(
                        "layer '"
                                + node.name()
                                + "' has "
                                + node.inputs().size()
                                + " inputs; units are matched in chains of layers only");
            }
            nodes.add(node);
            node = graph.node(node.inputs().get(0));
        }
        Collections.reverse(nodes);
        return nodes;
    }

    private static boolean layer(Node node) {
        return node.operator() instanceof Operator.Dense
                || node.operator() instanceof Operator.Convolution;
    }

    private void add(NetworkGraph graph, Node node) throws Broken {
        if (layer(node)) {
            addLayer(graph, node);
        } else if (!layers.isEmpty()) {
            addBetween(graph, node);
        }
    }

    private void addLayer(NetworkGraph graph, Node node) throws Broken {
        boolean rows = graph.shape(node.inputs().get(0)).rank() == 1;
        if (node.operator() instanceof Operator.Dense && !rows) {
            throw new Broken(
                    "layer '" + node.name() + "' is applied at several places of its input");
        }
        if (node.operator() instanceof Operator.Convolution
                && ((Operator.Convolution) node.operator()).groups() != 1) {
            throw new Broken("layer '" + node.name() + "' has groups of channels");
        }
        List<Block> perUnit = new ArrayList<>();
        graph.block(node, Role.BIAS).ifPresent(perUnit::add);
        layers.add(new Layer(node, graph.block(node, Role.KERNEL).orElseThrow(), perUnit));
        between.add(new ArrayList<>());
    }

    private void addBetween(NetworkGraph graph, Node node) throws Broken {
        Layer before = layers.get(layers.size() - 1);
        Operator operator = node.operator();
        boolean norm =
                operator instanceof Operator.BatchNorm
                        && graph.shape(node.name()).extent(0) == before.units();
        if (norm) {
            node.blocks().values().forEach(name -> before.perUnit().add(graph.block(name)));
        } else if (!alike(operator)) {
            throw new Broken(
                    "layer '"
                            + node.name()
                            + "' ("
                            + operator.title()
                            + ") does not treat the units before it alone and alike");
        }
        between.get(between.size() - 1).add(node);
    }

    private static boolean alike(Operator operator) {
        return operator instanceof Operator.Activation
                || operator instanceof Operator.Pooling
                || operator instanceof Operator.Flatten
                || operator instanceof Operator.Dropout
                || operator instanceof Operator.Identity
                || operator instanceof Operator.Mean
                        && !((Operator.Mean) operator).axes().contains(0);
    }

    /** The layers from the input on; the units of the last are the outputs. */
    public List<Layer> layers() {
        return Collections.unmodifiableList(layers);
    }

    /** What lies between layer i and the next. */
    public List<Node> after(int i) {
        return Collections.unmodifiableList(between.get(i));
    }
}
