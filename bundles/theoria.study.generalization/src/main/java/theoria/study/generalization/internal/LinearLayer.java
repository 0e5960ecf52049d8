package theoria.study.generalization.internal;

import theoria.core.math.linear.ConvolutionNorm;
import theoria.core.math.linear.OperatorNorm;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Window;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dense or convolutional layer as a matrix W, {@code [out, everything else]}, and as the linear
 * map A that it is between activations (for a dense layer A = W, for a convolution the sparse
 * matrix with its zero padding).
 *
 * @param node the layer
 * @param matrix W, row-major
 * @param rows of W
 * @param columns of W
 * @param convolution the map of a 2-D convolution without groups, if it is one
 */
public record LinearLayer(
        Node node, double[] matrix, int rows, int columns, Optional<ConvolutionMap> convolution) {

    /**
     * A convolution as a map between images.
     *
     * @param kernel its numbers
     * @param norm its norms as used
     * @param side of a square image without stride, for the norm on a torus; 0 if there is none
     */
    public record ConvolutionMap(ConvolutionNorm.Kernel kernel, ConvolutionNorm norm, int side) {}

    /** All dense and convolutional layers of a model, in graph order. */
    public static List<LinearLayer> of(Model model) {
        List<LinearLayer> layers = new ArrayList<>();
        NetworkGraph graph = model.graph();
        for (Node node : graph.nodes()) {
            boolean linear =
                    node.operator() instanceof Operator.Dense
                            || node.operator() instanceof Operator.Convolution;
            if (linear) {
                Block kernel = graph.block(node, Role.KERNEL).orElseThrow();
                double[] values = model.weights().values(kernel);
                int rows = kernel.shape().extent(0);
                layers.add(
                        new LinearLayer(
                                node,
                                values,
                                rows,
                                values.length / rows,
                                convolution(graph, node, kernel.shape(), values)));
            }
        }
        return layers;
    }

    private static Optional<ConvolutionMap> convolution(
            NetworkGraph graph, Node node, Shape shape, double[] values) {
        if (!(node.operator() instanceof Operator.Convolution)) {
            return Optional.empty();
        }
        Operator.Convolution convolution = (Operator.Convolution) node.operator();
        if (shape.rank() != 4 || convolution.groups() != 1) {
            return Optional.empty();
        }
        Shape input = graph.shape(node.inputs().get(0));
        Shape output = graph.shape(node.name());
        Window window = convolution.window();
        ConvolutionNorm.Kernel kernel =
                new ConvolutionNorm.Kernel(
                        values, shape.extent(0), shape.extent(1), shape.extent(2), shape.extent(3));
        ConvolutionNorm.Frame frame =
                new ConvolutionNorm.Frame(
                        input.extent(1),
                        input.extent(2),
                        output.extent(1),
                        output.extent(2),
                        ints(window.stride()),
                        ints(window.padBefore()),
                        ints(window.dilation()));
        boolean torus =
                input.extent(1) == input.extent(2)
                        && window.stride().equals(List.of(1, 1))
                        && !window.dilated();
        return Optional.of(
                new ConvolutionMap(
                        kernel, new ConvolutionNorm(kernel, frame), torus ? input.extent(1) : 0));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Largest singular value of W. */
    public double spectral() {
        return OperatorNorm.of(matrix, rows, columns);
    }

    /** Square root of the sum of squares of W. */
    public double frobenius() {
        double sum = 0;
        for (double value : matrix) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** Sum of the Euclidean norms of the rows of W, the (2,1) norm of its transpose. */
    public double sumOfRowNorms() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double squared = 0;
            for (int j = 0; j < columns; j++) {
                squared += matrix[i * columns + j] * matrix[i * columns + j];
            }
            sum += Math.sqrt(squared);
        }
        return sum;
    }

    /** Largest singular value of A. */
    public double operatorNorm() {
        return convolution.map(map -> map.norm().asUsed()).orElseGet(this::spectral);
    }

    /** Sum of the Euclidean norms of the rows of A. */
    public double operatorRowNorms() {
        return convolution.map(map -> map.norm().sumOfRowNorms()).orElseGet(this::sumOfRowNorms);
    }
}
