package theoria.study.landscape.internal.sharpness;

import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.study.landscape.internal.UnitChain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same function with other weights (Dinh et al. 2017): where only ReLU and what is linear and
 * without weights lies between two layers, W and b of the first times c and W of the second divided
 * by c change nothing, as max(c x, 0) = c max(x, 0).
 *
 * @param theta the weights
 * @param words which layers were scaled
 */
record Rescaling(double[] theta, String words) {
    /** Of the first two layers that allow it; empty if none do. */
    static Optional<Rescaling> of(Model model, double c) {
        if (obstacle(model).isPresent()) {
            return Optional.empty();
        }
        UnitChain chain = UnitChain.of(model);
        int l = place(chain);
        UnitChain.Layer layer = chain.layers().get(l);
        UnitChain.Layer next = chain.layers().get(l + 1);
        double[] theta = model.weights().parameters().toDoubles();
        List<Block> blocks = new ArrayList<>(layer.perUnit());
        blocks.add(layer.kernel());
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                theta[block.offset() + i] *= c;
            }
        }
        for (int i = 0; i < next.kernel().size(); i++) {
            theta[next.kernel().offset() + i] /= c;
        }
        String words = "'" + layer.node().name() + "' and '" + next.node().name() + "'";
        return Optional.of(new Rescaling(theta, words));
    }

    /** Why there is none, in words that name a layer. */
    static Optional<String> obstacle(Model model) {
        Optional<String> obstacle = UnitChain.obstacle(model);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        UnitChain chain = UnitChain.of(model);
        return place(chain) >= 0
                ? Optional.empty()
                : Optional.of(
                        "behind '"
                                + chain.layers().get(0).node().name()
                                + "' and the other layers lies more than ReLU");
    }

    private static int place(UnitChain chain) {
        for (int l = 0; l + 1 < chain.layers().size(); l++) {
            boolean plain = chain.after(l).stream().map(Node::operator).allMatch(Rescaling::plain);
            boolean biases =
                    chain.layers().get(l).perUnit().stream().allMatch(b -> b.role() == Role.BIAS);
            if (plain && biases) {
                return l;
            }
        }
        return -1;
    }

    /** s(c x) = c s(x) for c &gt; 0. */
    private static boolean plain(Operator operator) {
        if (operator instanceof Operator.Activation) {
            ActivationFunction function = ((Operator.Activation) operator).function();
            return function == ActivationFunction.RELU
                    || function == ActivationFunction.LEAKY_RELU
                    || function == ActivationFunction.ABSOLUTE;
        }
        return !(operator instanceof Operator.BatchNorm);
    }
}
