package theoria.ui.diagram.internal;

import org.netbeans.api.visual.anchor.AnchorFactory;
import org.netbeans.api.visual.anchor.AnchorShape;
import org.netbeans.api.visual.widget.ConnectionWidget;
import org.netbeans.api.visual.widget.LabelWidget;
import org.netbeans.api.visual.widget.LayerWidget;
import org.netbeans.api.visual.widget.Scene;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scene: a widget for each visible vertex and each edge, where the layout put them. To be used
 * on the AWT event thread; painted without a view it needs no display.
 */
final class DiagramScene extends Scene {
    private static final int MARGIN = 12;

    private final LayerWidget edges = new LayerWidget(this);
    private final LayerWidget vertices = new LayerWidget(this);
    private final Map<String, VertexWidget> widgets = new LinkedHashMap<>();
    private Dimension size = new Dimension(1, 1);
    private PictureStyle style = PictureStyle.usual();

    DiagramScene() {
        addChild(edges);
        addChild(vertices);
    }

    /** Shows another graph. */
    void show(Folding folding, GraphLayout layout) {
        edges.removeChildren();
        vertices.removeChildren();
        widgets.clear();
        Graph graph = folding.visible();
        for (int i = 0; i < graph.vertices().size(); i++) {
            Graph.Vertex vertex = graph.vertices().get(i);
            GraphLayout.Box box = layout.boxes().get(i);
            boolean pile = folding.isFolded(vertex.id());
            VertexWidget widget = new VertexWidget(this, vertex, box, pile);
            widgets.put(vertex.id(), widget);
            vertices.addChild(widget);
        }
        for (int i = 0; i < graph.edges().size(); i++) {
            Graph.Edge edge = graph.edges().get(i);
            layout.routes().get(i).ifPresent(route -> connect(edge, route));
        }
        size = size(layout);
        setMaximumBounds(new Rectangle(size));
        setPreferredBounds(new Rectangle(size));
    }

    /** How large the scene of a layout is. */
    static Dimension size(GraphLayout layout) {
        int width = (int) Math.ceil(layout.width()) + MARGIN;
        int height = (int) Math.ceil(layout.height()) + MARGIN;
        return new Dimension(width, height);
    }

    private void connect(Graph.Edge edge, GraphLayout.Route route) {
        ConnectionWidget line = new ConnectionWidget(this);
        line.setSourceAnchor(AnchorFactory.createCenterAnchor(widgets.get(edge.from())));
        line.setTargetAnchor(AnchorFactory.createCenterAnchor(widgets.get(edge.to())));
        line.setTargetAnchorShape(AnchorShape.TRIANGLE_FILLED);
        List<Point> points =
                route.points().stream()
                        .map(p -> new Point((int) Math.round(p.x()), (int) Math.round(p.y())))
                        .toList();
        line.setRouter(connection -> points);
        edges.addChild(line);
        if (!edge.label().isEmpty() && route.label().isPresent()) {
            GraphLayout.Point corner = route.label().get();
            LabelWidget label = new LabelWidget(this, edge.label());
            label.setForeground(style.faint());
            label.setFont(label.getFont() == null ? null : label.getFont().deriveFont(10f));
            label.setPreferredLocation(new Point((int) corner.x(), (int) corner.y() + 10));
            edges.addChild(label);
        }
    }

    /** Gives everything its colours. */
    void dress(PictureStyle paper, Overlay overlay, String selected, Search search) {
        style = paper;
        setBackground(paper.canvas());
        edges.getChildren().forEach(edge -> edge.setForeground(paper.faint()));
        Set<String> matches = Set.copyOf(search.matches());
        for (VertexWidget widget : widgets.values()) {
            String id = widget.vertex().id();
            Optional<Color> meant = overlay.colour(widget.vertex(), paper);
            boolean full = meant.isPresent() && !overlay.attribute().isEmpty();
            Color colour = meant.orElse(paper.faint());
            boolean found = matches.contains(id);
            boolean marked = id.equals(selected) || id.equals(search.current());
            widget.look(
                    new VertexWidget.Look(
                            paper, colour, full, marked, found, !matches.isEmpty() && !found));
        }
    }

    /** The vertex at a place of the scene. */
    Optional<VertexWidget> at(Point place) {
        return widgets.values().stream().filter(w -> bounds(w).contains(place)).findFirst();
    }

    /** Where a visible vertex lies; empty if there is none of this identifier. */
    Optional<Rectangle> place(String id) {
        return Optional.ofNullable(widgets.get(id)).map(DiagramScene::bounds);
    }

    private static Rectangle bounds(VertexWidget widget) {
        Point corner = widget.getPreferredLocation();
        Rectangle own = widget.calculateClientArea();
        own.translate(corner.x, corner.y);
        return own;
    }

    /** How large it is at zoom 1. */
    Dimension size() {
        return new Dimension(size);
    }

    /** The widgets of the vertices. */
    List<VertexWidget> vertexWidgets() {
        return List.copyOf(widgets.values());
    }

    @Override
    protected void paintWidget() {
        getGraphics()
                .setRenderingHint(
                        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        getGraphics()
                .setRenderingHint(
                        RenderingHints.KEY_TEXT_ANTIALIASING,
                        RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        // letters keep their proportions at every zoom, so that they fit their boxes
        getGraphics()
                .setRenderingHint(
                        RenderingHints.KEY_FRACTIONALMETRICS,
                        RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        super.paintWidget();
    }
}
