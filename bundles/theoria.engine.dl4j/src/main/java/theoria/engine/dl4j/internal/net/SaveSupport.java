package theoria.engine.dl4j.internal.net;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a file of DL4J can hold, so that it is read back with the same outputs. Reads metadata only
 * and refers to no class of DL4J.
 */
public final class SaveSupport {
    private static final int IMAGE_RANK = 3;

    private SaveSupport() {}

    /** Why a network cannot be saved, naming node and operator; empty if it can. */
    public static Optional<String> obstacle(NetworkGraph graph) {
        Need need = Need.of(Precision.DOUBLE, Capability.FORWARD);
        return LayerSupport.obstacle(graph, need)
                .map("DL4J "::concat)
                .or(() -> whole(graph))
                .or(() -> nodes(graph));
    }

    private static Optional<String> whole(NetworkGraph graph) {
        if (graph.parameterCount() == 0) {
            return Optional.of("a file of DL4J needs a layer with weights");
        }
        int rank = graph.inputShape().rank();
        if (rank != 1 && rank != IMAGE_RANK) {
            return Optional.of("a file of DL4J takes vectors or images, not " + graph.inputShape());
        }
        return graph.outputs().stream()
                .map(graph::node)
                .map(node -> origin(graph, node))
                .filter(node -> node.operator() instanceof Operator.Softmax)
                .map(
                        node ->
                                named(node)
                                        + " at the end is taken for a part of the loss by readers"
                                        + " of DL4J's files")
                .findFirst();
    }

    private static Optional<String> nodes(NetworkGraph graph) {
        Set<String> blocks = new HashSet<>();
        Set<String> behindDense = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operator() instanceof Operator.Dense
                    || node.inputs().stream().anyMatch(behindDense::contains)) {
                behindDense.add(node.name());
            }
            Optional<String> reason =
                    sharing(node, blocks)
                            .or(() -> reason(graph, node))
                            .or(() -> inputShape(graph, node, behindDense));
            if (reason.isPresent()) {
                return Optional.of(named(node) + " " + reason.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sharing(Node node, Set<String> blocks) {
        return node.blocks().values().stream()
                .filter(block -> !blocks.add(block))
                .map(
                        block ->
                                "shares its tensor '"
                                        + block
                                        + "' with another layer, which DL4J's layers cannot")
                .findFirst();
    }

    /** Readers find vectors by the dense layer behind them, and images by the first that is one. */
    private static Optional<String> inputShape(
            NetworkGraph graph, Node node, Set<String> behindDense) {
        boolean makesImages =
                node.operator() instanceof Operator.Reshape
                        && graph.shape(node.name()).rank() == IMAGE_RANK
                        && graph.shape(node.inputs().get(0)).rank() == 1;
        return makesImages && !behindDense.contains(node.name())
                ? Optional.of("makes images of the input, which DL4J takes for the input")
                : Optional.empty();
    }

    private static Optional<String> reason(NetworkGraph graph, Node node) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Dropout && ((Operator.Dropout) operator).rate() >= 1) {
            return Optional.of("drops everything, which DL4J's does not");
        }
        if (operator instanceof Operator.BatchNorm
                && node.block(Role.SCALE).isPresent() != node.block(Role.SHIFT).isPresent()) {
            return Optional.of("has only one of scale and shift, DL4J's has both or neither");
        }
        boolean reshapes =
                operator instanceof Operator.Flatten || operator instanceof Operator.Reshape;
        if (reshapes) {
            Shape from = graph.shape(node.inputs().get(0));
            Shape to = graph.shape(node.name());
            boolean fits =
                    from.equals(to)
                            || from.rank() == IMAGE_RANK && to.rank() == 1
                            || from.rank() == 1 && to.rank() == IMAGE_RANK;
            return fits
                    ? Optional.empty()
                    : Optional.of("makes " + to + " of " + from + ", which no layer of DL4J does");
        }
        return Optional.empty();
    }

    /** Whether a node passes its input on as it is, so that the file goes without it. */
    static boolean passes(NetworkGraph graph, Node node) {
        Operator operator = node.operator();
        if (operator instanceof Operator.Dropout) {
            return ((Operator.Dropout) operator).rate() <= 0;
        }
        boolean reshapes =
                operator instanceof Operator.Flatten || operator instanceof Operator.Reshape;
        return operator instanceof Operator.Identity
                || reshapes && graph.shape(node.name()).equals(graph.shape(node.inputs().get(0)));
    }

    /** The node whose numbers a node puts out when nothing is trained. */
    private static Node origin(NetworkGraph graph, Node node) {
        Node at = node;
        while (at.operator() instanceof Operator.Dropout || passes(graph, at)) {
            at = graph.node(at.inputs().get(0));
        }
        return at;
    }

    private static String named(Node node) {
        return node.operator().title() + " '" + node.name() + "'";
    }
}
