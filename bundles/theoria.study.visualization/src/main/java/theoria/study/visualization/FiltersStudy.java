package theoria.study.visualization;

import theoria.core.model.engine.Cancelled;
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
import theoria.core.study.parameter.Subject;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.Tile;
import theoria.core.study.result.Verdict;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The filters of a convolution as images (theory entry V1): those of a first layer on one or three
 * channels as they are, of deeper layers kernel slice by kernel slice. A dense first layer on an
 * image is shown as templates of the image's shape. Beside them the magnitudes of their Fourier
 * transforms, and per filter what {@link FilterMeasures} says. Parseval's identity sum w^2 = (1/N)
 * sum |W|^2, N pixels, is the check of the transform.
 */
public final class FiltersStudy implements Study {
    /** Rounding of two sums and a transform of double precision, relative. */
    private static final double ROUNDING = 1e-12;

    private static final Parameter.Words LAYER =
            new Parameter.Words(
                            "layer",
                            "Layer",
                            "Layer whose filters are shown; empty for the first.",
                            "")
                    .of(Subject.LAYER);
    private static final Parameter.Whole LIMIT =
            new Parameter.Whole(
                    "limit", "At most", "How many images are made at most.", 1024, 1, 100_000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("visualization.filters", "Filters", "Visualization")
                    .tells(
                            "Which patterns the first layer looks for: edges, blobs, colours, at"
                                    + " which frequency and orientation - or noise, where nothing"
                                    + " was learned.",
                            "What deeper layers respond to: their slices act on activations, not on"
                                    + " pixels.")
                    .formula(
                            "y_o = b_o + \\sum_c w_{oc} \\star x_c, \\quad |W_o[u,v]|^2 = \\sum_c"
                                    + " \\Big|\\sum_{y,x} w_{oc}[y,x]\\, e^{-2\\pi i (uy/h +"
                                    + " vx/w)}\\Big|^2",
                            "Krizhevsky, Sutskever, Hinton 2012; Zeiler and Fergus 2014")
                    .data()
                    .weightsOnly()
                    .parameter(LAYER)
                    .parameter(LIMIT)
                    .output("norm", "l2 norm of each filter, (filters)")
                    .output(
                            "frequency",
                            "where the spectrum without its mean is largest: sqrt(fx^2 + fy^2) in"
                                    + " cycles per pixel, (filters); NaN if there is only a mean")
                    .output(
                            "orientation",
                            "direction in which that wave runs: angle of (fx, fy), x to the right,"
                                    + " y downwards, degrees in [0, 180), (filters); 0 has upright"
                                    + " stripes, 90 lying ones")
                    .output(
                            "support",
                            "effective support (sum e)^2 / sum e^2, e the energy of a pixel in all"
                                    + " channels; pixels, (filters)")
                    .output(
                            "spectrum",
                            "magnitude of the discrete Fourier transform, not normalised, the"
                                    + " channels' powers added: sqrt(sum_c |W_c[u,v]|^2), (filters,"
                                    + " height, width), bins in the order of numpy.fft.fft2")
                    .output("filters", "the kernel, (filters, channels, height, width)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        NetworkGraph graph = input.model().graph();
        String asked = input.values().get(LAYER);
        if (find(graph, asked).isPresent()) {
            return Optional.empty();
        }
        String none = "'" + input.model().name() + "' has no layer of filters that can be shown";
        String there =
                graph.nodes().stream()
                        .filter(node -> shape(graph, node).isPresent())
                        .map(Node::name)
                        .collect(Collectors.joining(", "));
        return Optional.of(
                asked.isEmpty() || there.isEmpty()
                        ? none + " as images"
                        : none + " as images named '" + asked + "'; there are " + there);
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    /** The named layer, or the first convolution, or a dense layer on an image. */
    private static Optional<Node> find(NetworkGraph graph, String name) {
        if (!name.isEmpty()) {
            return graph.hasNode(name)
                    ? Optional.of(graph.node(name)).filter(node -> shape(graph, node).isPresent())
                    : Optional.empty();
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
        boolean bank =
                node.operator() instanceof Operator.Convolution
                        || node.operator() instanceof Operator.Parameter;
        if (bank && shape.rank() == 4) {
            return Optional.of(shape);
        }
        if (graph.weightsOnly()) {
            return Optional.empty();
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
    public Result run(StudyInput input, StudyProgress progress) throws StudyException, Cancelled {
        Model model = input.model();
        Node node =
                find(model.graph(), input.values().get(LAYER))
                        .orElseThrow(() -> new StudyException("there is no layer of filters"));
        Shape shape = shape(model.graph(), node).orElseThrow();
        double[] kernel =
                model.weights().values(model.graph().block(node, Role.KERNEL).orElseThrow());
        FilterMeasures measures = FilterMeasures.of(kernel, shape, progress);
        int limit = input.values().get(LIMIT);
        String title = "Filters of " + node.name();
        Composite.Builder result =
                Composite.builder(title)
                        .caption(title + ", " + model.name())
                        .array("norm", NumericArray.of(measures.norm()))
                        .array("frequency", NumericArray.of(measures.frequency()))
                        .array("orientation", NumericArray.of(measures.orientation()))
                        .array("support", NumericArray.of(measures.support()))
                        .array(
                                "spectrum",
                                NumericArray.of(
                                        Shape.of(shape.extent(0), shape.extent(2), shape.extent(3)),
                                        measures.spectrum()))
                        .array("filters", NumericArray.of(shape, kernel))
                        .verdict(parseval(measures))
                        .part("filters", images(node.name(), shape, kernel, limit))
                        .part("spectra", spectra(node.name(), shape, measures, limit))
                        .part("table", table(node.name(), measures));
        if (measures.notFinite() > 0) {
            result.note(
                    measures.notFinite()
                            + " of "
                            + shape.extent(0)
                            + " filters have weights that are not finite, and so no spectrum.");
        }
        return result.build();
    }

    private static Verdict parseval(FilterMeasures measures) {
        return Verdict.equal(
                        "A filter's energy is its spectrum's mean power; the largest relative"
                                + " difference",
                        "\\sum |w|^2 = \\frac1N \\sum |W|^2",
                        measures.parseval(),
                        0,
                        ROUNDING)
                .from("Parseval's identity");
    }

    /** Filters that act on one or three channels whole, others slice by slice. */
    private static ImageGrid images(String layer, Shape shape, double[] kernel, int most) {
        int channels = shape.extent(1);
        boolean whole = channels == 1 || channels == 3;
        int images = whole ? shape.extent(0) : shape.extent(0) * channels;
        int limit = Math.min(images, most);
        int size = kernel.length / images;
        ImageGrid.Builder grid =
                ImageGrid.builder("Filters of " + layer)
                        .caption("Filters of " + layer)
                        .scale(ImageGrid.Scale.DIVERGING_PER_TILE);
        for (int i = 0; i < limit; i++) {
            String label = whole ? layer + ":" + i : i / channels + " from " + i % channels;
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

    private static ImageGrid spectra(String layer, Shape shape, FilterMeasures measures, int most) {
        ImageGrid.Builder grid =
                ImageGrid.builder("Spectra of " + layer)
                        .caption(
                                "Magnitude of the Fourier transform; frequency 0 in the middle, fx"
                                        + " to the right, fy downwards")
                        .scale(ImageGrid.Scale.PER_TILE);
        for (int o = 0; o < Math.min(shape.extent(0), most); o++) {
            float[] values = floats(measures.centredSpectrum(o));
            grid.tile(new Tile(layer + ":" + o, 1, shape.extent(2), shape.extent(3), values));
        }
        return grid.build();
    }

    private static Table table(String layer, FilterMeasures measures) {
        String[] names = new String[measures.norm().length];
        Arrays.setAll(names, o -> layer + ":" + o);
        return Table.builder("Measures of " + layer)
                .column(Column.text("filter", names))
                .column(Column.reals("norm", measures.norm()))
                .column(Column.reals("frequency", measures.frequency()).in("cycles/pixel"))
                .column(Column.reals("orientation", measures.orientation()).in("degrees"))
                .column(Column.reals("support", measures.support()).in("pixels"))
                .build();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
