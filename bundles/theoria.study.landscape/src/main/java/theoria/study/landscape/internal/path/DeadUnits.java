package theoria.study.landscape.internal.path;

import theoria.core.model.engine.Loss;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.study.landscape.internal.UnitChain;
import theoria.study.landscape.internal.Vectors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The explicit path without a barrier between two networks V s(W x + b) + c of one hidden layer
 * (Freeman and Bruna 2017, Kuditipudi et al. 2019; theory entry L11). A unit is dead if the
 * function does not depend on it: its output weights are 0, or, of ReLU, its input weights are 0
 * and its bias is not above 0. If the two networks have no more living units together than the
 * layer has units, then the dead units of the first take the inputs of the living of the second;
 * the output weights are mixed, (1 - t) V_1 + t V_2, along which a convex loss is at most the
 * larger end; and the inputs, now dead, move to their places. All other steps leave the function as
 * it is.
 */
final class DeadUnits {
    private final Block kernel;
    private final Optional<Block> bias;
    private final Block outputs;
    private final Optional<Block> outputBias;
    private final boolean relu;
    private final int units;
    private final Vectors first;
    private final Vectors second;
    private final List<Vectors> points = new ArrayList<>();
    private double[] now;

    private DeadUnits(Model model, Vectors first, Vectors second) {
        UnitChain chain = UnitChain.of(model);
        NetworkGraph graph = model.graph();
        Node in = chain.layers().get(0).node();
        Node out = chain.layers().get(1).node();
        this.kernel = chain.layers().get(0).kernel();
        this.bias = graph.block(in, Role.BIAS);
        this.outputs = chain.layers().get(1).kernel();
        this.outputBias = graph.block(out, Role.BIAS);
        this.relu = relu(chain);
        this.units = chain.layers().get(0).units();
        this.first = first;
        this.second = second;
        this.now = first.parameters().clone();
    }

    private static boolean relu(UnitChain chain) {
        List<Operator> functions =
                chain.after(0).stream()
                        .map(Node::operator)
                        .filter(operator -> operator instanceof Operator.Activation)
                        .toList();
        return functions.size() == 1
                && ((Operator.Activation) functions.get(0)).function() == ActivationFunction.RELU;
    }

    /** Why there is no such path between networks of this architecture; reads metadata only. */
    static Optional<String> obstacle(Model model, Loss loss, boolean raw) {
        Optional<String> chained = UnitChain.obstacle(model);
        if (chained.isPresent()) {
            return chained;
        }
        UnitChain chain = UnitChain.of(model);
        List<UnitChain.Layer> layers = chain.layers();
        if (layers.size() != 2) {
            return Optional.of(
                    "method=explicit needs one hidden layer; '"
                            + layers.get(1).node().name()
                            + "' of '"
                            + model.name()
                            + "' is another");
        }
        for (UnitChain.Layer layer : layers) {
            if (!(layer.node().operator() instanceof Operator.Dense)) {
                return Optional.of(
                        "method=explicit needs dense layers, which '"
                                + layer.node().name()
                                + "' is not");
            }
        }
        return chain.after(0).stream()
                .filter(node -> node.operator() instanceof Operator.BatchNorm)
                .map(node -> "method=explicit cannot go over '" + node.name() + "'")
                .findFirst()
                .or(() -> others(model.graph(), chain))
                .or(
                        () ->
                                convexity(
                                        model.graph(),
                                        loss.head(model.graph(), raw),
                                        layers.get(1).node()));
    }

    /** What else has weights, which would have to move too. */
    private static Optional<String> others(NetworkGraph graph, UnitChain chain) {
        Set<String> own = new HashSet<>();
        for (UnitChain.Layer layer : chain.layers()) {
            own.add(layer.kernel().name());
            layer.perUnit().forEach(block -> own.add(block.name()));
        }
        return graph.blocks().stream()
                .filter(block -> !own.contains(block.name()))
                .map(block -> "method=explicit cannot move '" + block.name() + "'")
                .findFirst();
    }

    private static Optional<String> convexity(NetworkGraph graph, LossHead head, Node last) {
        Node node = graph.node(head.lossNode());
        while (node != last
                && (node.operator() instanceof Operator.Identity
                        || node.operator() instanceof Operator.Dropout
                        || node.operator() instanceof Operator.Flatten)) {
            node = graph.node(node.inputs().get(0));
        }
        return node == last
                ? Optional.empty()
                : Optional.of(
                        "method=explicit needs a loss of the outputs of '"
                                + last.name()
                                + "'; here '"
                                + node.name()
                                + "' lies between, behind which it is not convex");
    }

    /**
     * The path.
     *
     * @throws StudyException if too few units are dead
     */
    static WeightPath path(Model model, Vectors first, Vectors second, String ends)
            throws StudyException {
        DeadUnits dead = new DeadUnits(model, first, second);
        int[] places = dead.places(model);
        dead.walk(places);
        String words = "explicit path from " + ends + " over dead units";
        return new WeightPath(PathShape.CHAIN, dead.points, words, List.of());
    }

    private boolean silent(double[] theta, int unit) {
        for (int o = 0; o < outputs.shape().extent(0); o++) {
            if (theta[outputs.offset() + o * units + unit] != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean living(double[] theta, int unit) {
        if (silent(theta, unit)) {
            return false;
        }
        int row = kernel.size() / units;
        boolean blind = relu && (bias.isEmpty() || theta[bias.get().offset() + unit] <= 0);
        for (int i = 0; blind && i < row; i++) {
            blind = theta[kernel.offset() + unit * row + i] == 0;
        }
        return !blind;
    }

    /**
     * Where the living units of the second network are put while those of the first still live: a
     * dead place, their own if it is one; -1 for units that are dead in the second.
     */
    private int[] places(Model model) throws StudyException {
        int[] places = new int[units];
        Arrays.fill(places, -1);
        Deque<Integer> free = new ArrayDeque<>();
        List<Integer> guests = new ArrayList<>();
        int livingFirst = 0;
        for (int j = 0; j < units; j++) {
            boolean before = living(first.parameters(), j);
            boolean after = living(second.parameters(), j);
            livingFirst += before ? 1 : 0;
            if (after && before) {
                guests.add(j);
            } else if (after) {
                places[j] = j;
            } else if (!before) {
                free.add(j);
            }
        }
        int livingSecond = guests.size() + (int) Arrays.stream(places).filter(p -> p >= 0).count();
        if (guests.size() > free.size()) {
            throw new StudyException(
                    "method=explicit needs dead units in '"
                            + model.name()
                            + "': of "
                            + units
                            + " units "
                            + livingFirst
                            + " live in the first network and "
                            + livingSecond
                            + " in the second, more than there are together");
        }
        guests.forEach(j -> places[j] = free.remove());
        return places;
    }

    private void walk(int[] places) {
        double[] target = second.parameters();
        int[] hosts = new int[units]; // which unit of the second network a place holds
        Arrays.fill(hosts, -1);
        for (int j = 0; j < units; j++) {
            if (places[j] >= 0) {
                hosts[places[j]] = j;
            }
        }
        add();
        silence(unit -> !living(first.parameters(), unit));
        for (int place = 0; place < units; place++) {
            if (hosts[place] >= 0) {
                takeInputs(place, target, hosts[place]);
            }
        }
        add();
        for (int place = 0; place < units; place++) {
            takeOutputs(place, hosts[place]);
        }
        outputBias.ifPresent(b -> System.arraycopy(target, b.offset(), now, b.offset(), b.size()));
        add(); // the convex mix; from here on the function is that of the second network
        arrive(places, hosts);
    }

    /** Moves the living units to their own places, which are dead, and the dead ones last. */
    private void arrive(int[] places, int[] hosts) {
        double[] target = second.parameters();
        for (int j = 0; j < units; j++) {
            if (hosts[j] < 0) {
                takeInputs(j, target, j);
            }
        }
        add();
        for (int j = 0; j < units; j++) {
            takeOutputs(j, places[j] >= 0 ? j : -1);
        }
        add();
        for (int j = 0; j < units; j++) {
            takeInputs(j, target, j);
        }
        add();
        now = target.clone(); // output weights of units that are blind in the second network
        add();
        if (points.size() == 1) {
            points.add(second); // from a network to itself
        }
    }

    private void silence(IntPredicate which) {
        for (int unit = 0; unit < units; unit++) {
            if (which.test(unit)) {
                takeOutputs(unit, -1);
            }
        }
        add();
    }

    private void takeInputs(int place, double[] from, int unit) {
        int row = kernel.size() / units;
        int at = kernel.offset();
        System.arraycopy(from, at + unit * row, now, at + place * row, row);
        bias.ifPresent(b -> now[b.offset() + place] = from[b.offset() + unit]);
    }

    /** The output weights of a unit of the second network; 0 for unit -1. */
    private void takeOutputs(int place, int unit) {
        for (int o = 0; o < outputs.shape().extent(0); o++) {
            int at = outputs.offset() + o * units;
            now[at + place] = unit < 0 ? 0 : second.parameters()[at + unit];
        }
    }

    /** Ends a piece of the path, unless nothing moved. */
    private void add() {
        boolean moved =
                points.isEmpty() || !Arrays.equals(points.get(points.size() - 1).parameters(), now);
        if (moved) {
            points.add(new Vectors(now.clone(), first.buffers()));
        }
    }
}
