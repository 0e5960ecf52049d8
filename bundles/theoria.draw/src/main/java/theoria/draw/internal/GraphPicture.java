package theoria.draw.internal;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.Picture;
import theoria.draw.PictureStyle;
import theoria.draw.Range;
import theoria.draw.Reading;
import theoria.draw.View;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A graph in layers: rounded boxes in the colours of their groups, arrows between them. */
public final class GraphPicture implements Picture {
    private static final Remembered<Graph, GraphLayout> LAYOUTS =
            new Remembered<>(GraphPicture::layout);

    private static final double TOP = 34;
    private static final double MOST_USUAL = 1.6;
    private static final double WIDEST = 1600;
    private static final double HIGHEST = 1200;
    private static final double FARTHEST = 0.1;
    private static final double CLOSEST = 200;

    private final Graph graph;
    private final PictureStyle style;
    private final View view;
    private final GraphLayout layout;
    private final Map<String, Integer> groups;
    private final Rectangle2D window;
    private final AffineTransform place;

    /** A picture of a graph. */
    public GraphPicture(Graph graph, PictureStyle style, View view) {
        this.graph = graph;
        this.style = style;
        this.view = view;
        layout = LAYOUTS.get(graph);
        groups = groups(graph);
        double bottom = groups.isEmpty() ? 0 : GroupLegend.height(groups, style);
        window =
                new Rectangle2D.Double(
                        0, TOP, style.width(), Math.max(20, style.height() - TOP - bottom));
        place = place(view.zoom(), view.left(), view.top());
    }

    /** The size at which letters are readable, within reason. */
    public static PictureStyle style(Graph graph, boolean dark) {
        PictureStyle usual = PictureStyle.usual();
        GraphLayout layout = LAYOUTS.get(graph);
        int width = (int) Math.max(usual.width(), Math.min(WIDEST, layout.width()));
        int height = (int) Math.max(usual.height(), Math.min(HIGHEST, layout.height() + 2 * TOP));
        return new PictureStyle(width, height, dark);
    }

    private static GraphLayout layout(Graph graph) {
        return GraphLayout.of(graph, VertexPainter::size, VertexPainter::labelSize);
    }

    private static Map<String, Integer> groups(Graph graph) {
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (Graph.Vertex vertex : graph.vertices()) {
            if (!vertex.group().isEmpty()) {
                groups.putIfAbsent(vertex.group(), groups.size());
            }
        }
        return groups;
    }

    /** At zoom 1 the whole graph fits into the window, in its middle, not much enlarged. */
    private AffineTransform place(double zoom, double left, double top) {
        double wide = window.getWidth() / Math.max(1, layout.width());
        double high = window.getHeight() / Math.max(1, layout.height());
        double scale = Math.min(MOST_USUAL, Math.min(wide, high)) * zoom;
        double x = (window.getWidth() - layout.width() * scale) / 2 - left;
        double y = window.getY() + (window.getHeight() - layout.height() * scale) / 2 - top;
        return new AffineTransform(scale, 0, 0, scale, x, y);
    }

    @Override
    public void paint(Graphics2D canvas) {
        Paper.paint(canvas, style, this::paintAll);
    }

    private void paintAll(Graphics2D canvas) {
        Plane.paintTitle(canvas, graph.title(), style);
        Graphics2D inner = (Graphics2D) canvas.create();
        try {
            inner.clip(window);
            inner.transform(place);
            Rectangle2D visible = visible();
            EdgePainter edges = new EdgePainter(style, place.getScaleX());
            for (int i = 0; i < graph.edges().size(); i++) {
                String label = graph.edges().get(i).label();
                layout.routes().get(i).ifPresent(route -> edges.paint(inner, route, label));
            }
            VertexPainter vertices = new VertexPainter(style, place.getScaleX());
            for (int i = 0; i < graph.vertices().size(); i++) {
                GraphLayout.Box box = layout.boxes().get(i);
                Graph.Vertex vertex = graph.vertices().get(i);
                if (visible.intersects(box.x(), box.y(), box.width(), box.height())) {
                    vertices.paint(inner, vertex, box, groups.getOrDefault(vertex.group(), -1));
                }
            }
        } finally {
            inner.dispose();
        }
        if (!groups.isEmpty()) {
            new GroupLegend(groups, style).paint(canvas);
        }
    }

    /** The visible part in the layout's coordinates. */
    private Rectangle2D visible() {
        double scale = place.getScaleX();
        return new Rectangle2D.Double(
                (window.getX() - place.getTranslateX()) / scale,
                (window.getY() - place.getTranslateY()) / scale,
                window.getWidth() / scale,
                window.getHeight() / scale);
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        if (!window.contains(x, y)) {
            return Optional.empty();
        }
        double graphX = (x - place.getTranslateX()) / place.getScaleX();
        double graphY = (y - place.getTranslateY()) / place.getScaleY();
        for (int i = 0; i < layout.boxes().size(); i++) {
            GraphLayout.Box box = layout.boxes().get(i);
            boolean across = graphX >= box.x() && graphX <= box.x() + box.width();
            if (across && graphY >= box.y() && graphY <= box.y() + box.height()) {
                return Optional.of(reading(i));
            }
        }
        return Optional.empty();
    }

    private Reading reading(int index) {
        Graph.Vertex vertex = graph.vertices().get(index);
        StringBuilder text = new StringBuilder(vertex.label());
        if (!vertex.group().isEmpty()) {
            text.append(" (").append(vertex.group()).append(')');
        }
        String before = ": ";
        for (Map.Entry<String, String> fact : vertex.attributes().entrySet()) {
            if (!fact.getValue().isEmpty()) {
                text.append(before).append(fact.getKey()).append(' ').append(fact.getValue());
                before = ", ";
            }
        }
        return new Reading(text.toString(), vertex.label(), index, Optional.empty());
    }

    /** A vertex goes by its identifier, for example a layer's name, or by its label. */
    @Override
    public Optional<Rectangle2D> find(Predicate<String> label) {
        for (int i = 0; i < graph.vertices().size(); i++) {
            Graph.Vertex vertex = graph.vertices().get(i);
            if (label.test(vertex.id()) || label.test(vertex.label())) {
                GraphLayout.Box box = layout.boxes().get(i);
                Rectangle2D whole =
                        new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
                Rectangle2D seen =
                        place.createTransformedShape(whole)
                                .getBounds2D()
                                .createIntersection(window);
                return Optional.of(seen).filter(r -> !r.isEmpty());
            }
        }
        return Optional.empty();
    }

    @Override
    public View zoomed(double factor, double x, double y) {
        double zoom = Math.max(FARTHEST, Math.min(CLOSEST, view.zoom() * factor));
        double ratio = zoom / view.zoom();
        // where the point would lie if the graph were centred
        AffineTransform centred = place(zoom, 0, 0);
        double left = centred.getTranslateX() + (x - place.getTranslateX()) * ratio - x;
        double top = centred.getTranslateY() + (y - place.getTranslateY()) * ratio - y;
        return view.moved(zoom, left, top);
    }

    @Override
    public View dragged(double byX, double byY) {
        return view.moved(view.zoom(), view.left() - byX, view.top() - byY);
    }

    @Override
    public Range values() {
        return Range.ALL;
    }
}
