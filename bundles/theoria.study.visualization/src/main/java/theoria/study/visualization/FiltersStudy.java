package theoria.study.visualization;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Tile;

import java.util.Arrays;
import java.util.Optional;

/**
 * The filters of a convolution as images (theory entry V1): those of a first layer on one or three
 * channels as they are, of deeper layers kernel slice by kernel slice. A dense first layer on an
 * image is shown as templates of the image's shape.
 */
public final class FiltersStudy implements Study {
    private static final Parameter.Words LAYER =
            new Parameter.Words(
                    "layer", "Layer", "Layer whose filters are shown; empty for the first.", "");
    private static final Parameter.Whole LIMIT =
            new Parameter.Whole(
                    "limit", "At most", "How many images are made at most.", 1024, 1, 100_000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("visualization.filters", "Filters", "Visualization")
                    .tells(
                            "Which patterns the first layer looks for: edges, blobs, colours - or"
                                    + " noise, where nothing was learned.",
                            "What deeper layers respond to: their slices act on activations, not on"
                                    + " pixels.")
                    .formula("y_o = b_o + \\sum_c w_{oc} \\star x_c", "theory entry V1")
                    .data()
                    .parameter(LAYER)
                    .parameter(LIMIT)
                    .output("norm", "l2 norm of each filter, (filters)")
                    .output("filters", "the kernel, (filters, channels, height, width)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return find(input.model().graph(), input.values().get(LAYER)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "'"
                                + input.model().name()
                                + "' has no layer of filters that can be shown"
                                + " as images");
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    /** The named layer, or the first convolution, or a dense layer on an image. */
    private static Optional<Node> find(NetworkGraph graph, String name) {
        if (!name.isEmpty()) {
            Node node = graph.node(name);
            return shape(graph, node).isPresent() ? Optional.of(node) : Optional.empty();
        }
        return graph.nodes().stream().filter(node -> shape(graph, node).isPresent()).findFirst();
    }

    /** (filters, channels, height, width) of a layer's kernel; empty if it is no set of images. */
    private static Optional<Shape> shape(NetworkGraph graph, Node node) {
        Optional<Block> kernel = graph.block(node, Role.KERNEL);
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        Shape shape = kernel.get().shape();
        if (node.operator() instanceof Operator.Convolution && shape.rank() == 4) {
            return Optional.of(shape);
        }
        Shape input = graph.inputShape();
        boolean onImage =
                node.operator() instanceof Operator.Dense
                        && shape.extent(1) == input.size()
                        && graph.nodes().stream()
                                .filter(n -> graph.block(n, Role.KERNEL).isPresent())
                                .findFirst()
                                .equals(Optional.of(node));
        return onImage ? image(input).map(i -> i.prepend(shape.extent(0))) : Optional.empty();
    }

    /** An input as channels, height and width; a vector of square length counts as an image. */
    private static Optional<Shape> image(Shape input) {
        Shape plain = input.squeeze();
        if (input.rank() == 3) {
            return Optional.of(input);
        }
        if (plain.rank() == 2) {
            return Optional.of(plain.prepend(1));
        }
        int side = (int) Math.round(Math.sqrt(input.size()));
        return side > 1 && side * side == input.size()
                ? Optional.of(Shape.of(1, side, side))
                : Optional.empty();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws StudyException {
        Model model = input.model();
        Node node =
                find(model.graph(), input.values().get(LAYER))
                        .orElseThrow(() -> new StudyException("there is no layer of filters"));
        Shape shape = shape(model.graph(), node).orElseThrow();
        double[] kernel =
                model.weights().values(model.graph().block(node, Role.KERNEL).orElseThrow());
        int channels = shape.extent(1);
        boolean whole = channels == 1 || channels == 3;
        int images = whole ? shape.extent(0) : shape.extent(0) * channels;
        int limit = Math.min(images, input.values().get(LIMIT));
        int size = kernel.length / images;
        ImageGrid.Builder grid =
                ImageGrid.builder("Filters of " + node.name())
                        .caption("Filters of " + node.name() + ", " + model.name())
                        .scale(ImageGrid.Scale.DIVERGING_PER_TILE)
                        .array("norm", NumericArray.of(norms(kernel, shape.extent(0))))
                        .array("filters", NumericArray.of(shape, kernel));
        for (int i = 0; i < limit; i++) {
            String label = whole ? node.name() + ":" + i : i / channels + " from " + i % channels;
            float[] values = floats(Arrays.copyOfRange(kernel, i * size, (i + 1) * size));
            int tileChannels = whole ? channels : 1;
            grid.tile(new Tile(label, tileChannels, shape.extent(2), shape.extent(3), values));
        }
        if (limit < images) {
            grid.note("The first " + limit + " of " + images + " images are shown.");
        }
        if (!whole) {
            grid.note("A slice acts on one channel of activations, not on pixels.");
        }
        return grid.build();
    }

    private static double[] norms(double[] kernel, int filters) {
        double[] norms = new double[filters];
        int size = kernel.length / filters;
        for (int i = 0; i < kernel.length; i++) {
            norms[i / size] += kernel[i] * kernel[i];
        }
        return Arrays.stream(norms).map(Math::sqrt).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
