package theoria.draw;

import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

import theoria.core.study.result.Graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the vertices and edges of a graph lie: in layers, edges downwards and at right angles (the
 * layered method of Sugiyama, Tagawa and Toda 1981, by ELK). A long chain is wrapped into columns
 * so that the whole is about 1.6 times as wide as high. Immutable; coordinates are pixels at zoom
 * 1, from the upper left.
 *
 * @param width of all
 * @param height of all
 * @param boxes of the vertices, in their order
 * @param routes of the edges, in their order; empty for an edge whose ends are no vertices
 */
public record GraphLayout(
        double width, double height, List<Box> boxes, List<Optional<Route>> routes) {
    private static final double ASPECT = 1.6;
    private static final double BETWEEN = 24;
    private static final double BETWEEN_LAYERS = 26;
    private static final double MARGIN = 12;

    /** Takes immutable copies. */
    public GraphLayout {
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
    }

    /**
     * The size of a vertex.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public record Size(double width, double height) {}

    /**
     * The place of a vertex.
     *
     * @param x of its left side
     * @param y of its upper side
     * @param width in pixels
     * @param height in pixels
     */
    public record Box(double x, double y, double width, double height) {}

    /**
     * A point.
     *
     * @param x from the left
     * @param y from above
     */
    public record Point(double x, double y) {}

    /**
     * The way of an edge.
     *
     * @param points its ends and, between them, where it bends
     * @param label where the upper left corner of its label lies, if it has one
     */
    public record Route(List<Point> points, Optional<Point> label) {
        /** Takes an immutable copy. */
        public Route {
            points = List.copyOf(points);
        }
    }

    /**
     * Lays out a graph. Takes about a second for 500 vertices the first time.
     *
     * @param vertexSize how large each vertex is to be
     * @param labelSize how large the label of an edge is; asked only if it has one
     */
    public static GraphLayout of(
            Graph graph,
            Function<Graph.Vertex, Size> vertexSize,
            Function<Graph.Edge, Size> labelSize) {
        if (graph.vertices().isEmpty()) {
            return new GraphLayout(0, 0, List.of(), List.of());
        }
        ElkNode root = root();
        List<ElkNode> nodes = new ArrayList<>();
        Map<String, ElkNode> byId = new HashMap<>();
        for (Graph.Vertex vertex : graph.vertices()) {
            ElkNode node = ElkGraphUtil.createNode(root);
            Size size = vertexSize.apply(vertex);
            node.setDimensions(size.width(), size.height());
            nodes.add(node);
            byId.put(vertex.id(), node);
        }
        List<Optional<ElkEdge>> edges = new ArrayList<>();
        for (Graph.Edge edge : graph.edges()) {
            edges.add(edge(edge, byId, labelSize));
        }
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
        return new GraphLayout(
                // ELK counts not all of what it wraps
                nodes.stream()
                        .mapToDouble(node -> node.getX() + node.getWidth() + MARGIN)
                        .reduce(root.getWidth(), Math::max),
                nodes.stream()
                        .mapToDouble(node -> node.getY() + node.getHeight() + MARGIN)
                        .reduce(root.getHeight(), Math::max),
                nodes.stream().map(GraphLayout::box).toList(),
                edges.stream().map(edge -> edge.map(GraphLayout::route)).toList());
    }

    private static ElkNode root() {
        Registration.done();
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.WRAPPING_STRATEGY, WrappingStrategy.MULTI_EDGE);
        root.setProperty(LayeredOptions.ASPECT_RATIO, ASPECT);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
        return root;
    }

    /** Happens once, whichever thread is the first: graphs are laid out in jobs, too. */
    private static final class Registration {
        static {
            // without this ELK cannot copy its own default values
            LayoutMetaDataService.getInstance()
                    .registerLayoutMetaDataProviders(new LayeredOptions());
        }

        /** Loading the class does it. */
        static void done() {}
    }

    private static Optional<ElkEdge> edge(
            Graph.Edge edge, Map<String, ElkNode> byId, Function<Graph.Edge, Size> labelSize) {
        ElkNode from = byId.get(edge.from());
        ElkNode to = byId.get(edge.to());
        if (from == null || to == null) {
            return Optional.empty();
        }
        ElkEdge made = ElkGraphUtil.createSimpleEdge(from, to);
        if (!edge.label().isEmpty()) {
            ElkLabel label = ElkGraphUtil.createLabel(edge.label(), made);
            Size size = labelSize.apply(edge);
            label.setDimensions(size.width(), size.height());
        }
        return Optional.of(made);
    }

    private static Box box(ElkNode node) {
        return new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight());
    }

    private static Route route(ElkEdge edge) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(bend.getX(), bend.getY()));
            }
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        Optional<Point> label =
                edge.getLabels().stream()
                        .findFirst()
                        .map(text -> new Point(text.getX(), text.getY()));
        return new Route(points, label);
    }
}
