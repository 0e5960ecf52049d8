package theoria.format.tensorflow;

import static theoria.testkit.GraphDraft.flag;
import static theoria.testkit.GraphDraft.real;
import static theoria.testkit.GraphDraft.whole;
import static theoria.testkit.GraphDraft.wholes;
import static theoria.testkit.GraphDraft.word;

import theoria.testkit.GraphDraft;

import java.util.List;

/** A small classifier of images as TensorFlow 1 freezes it, of many kinds of nodes. */
final class SmallGraph {
    private static final int[] ONE = {1};

    private SmallGraph() {}

    static byte[] bytes() {
        return begun().node("probabilities", "Softmax", List.of("sum")).bytes();
    }

    /** Up to a sum of three numbers per example. */
    static GraphDraft begun() {
        GraphDraft graph = new GraphDraft().placeholder("image", -1, 4, 4, 1);
        variable(graph, "kernel", new int[] {2, 2, 1, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
        variable(graph, "bias", new int[] {2}, 0.5f, -1);
        variable(graph, "scale", new int[] {2}, 2, 3);
        variable(graph, "offset", new int[] {2}, 0, 1);
        variable(graph, "mean", new int[] {2}, 1, 2);
        variable(graph, "variance", new int[] {2}, 4, 9);
        float[] matrix = new float[24];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (i % 5 - 2) / 4f;
        }
        variable(graph, "matrix", new int[] {8, 3}, matrix);
        variable(graph, "shift", new int[] {3}, 1, 2, 3);
        window(graph, "conv", "Conv2D", List.of("image", "kernel/read"), "SAME", 1);
        graph.node("biased", "BiasAdd", List.of("conv", "bias/read"), word("data_format", "NHWC"));
        graph.node(
                "norm",
                "FusedBatchNorm",
                List.of("biased", "scale/read", "offset/read", "mean/read", "variance/read"),
                flag("is_training", false),
                real("epsilon", 0.001f),
                word("data_format", "NHWC"));
        graph.node("active", "Relu", List.of("norm"));
        window(graph, "pool", "MaxPool", List.of("active"), "VALID", 2);
        graph.node("shape", "Shape", List.of("pool"));
        graph.wholes("zero", ONE, 0).wholes("one", ONE, 1).wholes("rest", new int[0], -1);
        graph.node(
                "batch",
                "StridedSlice",
                List.of("shape", "zero", "one", "one"),
                whole("shrink_axis_mask", 1));
        graph.node("target", "Pack", List.of("batch", "rest"), whole("axis", 0));
        graph.node("flat", "Reshape", List.of("pool", "target"));
        graph.node("product", "MatMul", List.of("flat", "matrix/read"));
        graph.node("sum", "Add", List.of("product", "shift/read"));
        return graph;
    }

    private static void variable(GraphDraft graph, String name, int[] extents, float... numbers) {
        graph.constant(name, extents, numbers);
        graph.node(name + "/read", "Identity", List.of(name));
    }

    static void window(
            GraphDraft graph,
            String name,
            String operator,
            List<String> inputs,
            String padding,
            int stride) {
        graph.node(
                name,
                operator,
                inputs,
                word("padding", padding),
                word("data_format", "NHWC"),
                wholes("strides", 1, stride, stride, 1),
                wholes("ksize", 1, 2, 2, 1));
    }
}
