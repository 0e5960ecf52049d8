package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Ties the blocks of nodes to the arrays of DL4J's layers in a {@link ParameterLayout}. */
final class ParameterTies {
    private static final int[] DENSE_AXES = {1, 0};
    private static final int[] CONVOLUTION_AXES = {0, 1, 2, 3};

    /** A depthwise kernel is [kh,kw,channels,multiplier]. */
    private static final int DEPTHWISE_RANK = 4;

    private final NetworkGraph graph;
    private final ParameterLayout layout;

    ParameterTies(NetworkGraph graph, ParameterLayout layout) {
        this.graph = graph;
        this.layout = layout;
    }

    /** Ties a dense layer or a convolution. */
    void tieWeighted(Node node, Map<String, INDArray> views) {
        INDArray kernel = view(views, DefaultParamInitializer.WEIGHT_KEY);
        boolean dense = node.operator() instanceof Operator.Dense;
        layout.tie(require(node, Role.KERNEL), kernel, dense ? DENSE_AXES : CONVOLUTION_AXES);
        graph.block(node, Role.BIAS)
                .ifPresent(block -> tieVector(block, views, DefaultParamInitializer.BIAS_KEY));
    }

    /**
     * Ties a batch norm that DL4J keeps as one; what has no block is fixed at 1 or 0, if DL4J has
     * an array for it.
     */
    void tieNorm(Node node, Map<String, INDArray> views) {
        tieOrFix(node, Role.SCALE, views, BatchNormalizationParamInitializer.GAMMA, 1);
        tieOrFix(node, Role.SHIFT, views, BatchNormalizationParamInitializer.BETA, 0);
        tieOrFix(node, Role.MEAN, views, BatchNormalizationParamInitializer.GLOBAL_MEAN, 0);
        tieOrFix(node, Role.VARIANCE, views, BatchNormalizationParamInitializer.GLOBAL_VAR, 1);
    }

    /** Ties a batch norm that is computed as an affine map. */
    void foldNorm(Node node, Map<String, INDArray> views) {
        INDArray slope = view(views, DefaultParamInitializer.WEIGHT_KEY);
        INDArray offset = view(views, DefaultParamInitializer.BIAS_KEY);
        int channelAxis = slope.rank() == DEPTHWISE_RANK ? 2 : slope.rank() - 1;
        layout.fold(
                new FoldedNorm(
                        ((Operator.BatchNorm) node.operator()).epsilon(),
                        graph.block(node, Role.SCALE).orElse(null),
                        graph.block(node, Role.SHIFT).orElse(null),
                        require(node, Role.MEAN),
                        require(node, Role.VARIANCE),
                        ParameterLayout.positions(slope, channelAxis),
                        ParameterLayout.positions(offset, offset.rank() - 1)));
    }

    private void tieOrFix(
            Node node, Role role, Map<String, INDArray> views, String key, double otherwise) {
        Optional<Block> block = graph.block(node, role);
        if (block.isPresent()) {
            tieVector(block.get(), views, key);
        } else if (views.containsKey(key)) {
            layout.fix(view(views, key), otherwise);
        }
    }

    private void tieVector(Block block, Map<String, INDArray> views, String key) {
        INDArray view = view(views, key);
        layout.tie(block, view, view.rank() - 1);
    }

    private static INDArray view(Map<String, INDArray> views, String key) {
        return Objects.requireNonNull(views.get(key), key);
    }

    private Block require(Node node, Role role) {
        return graph.block(node, role)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "layer '" + node.name() + "' has no " + role));
    }
}
