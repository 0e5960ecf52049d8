package theoria.draw.internal;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Paints vertices of graphs, and knows how much room they need. */
final class VertexPainter {
    private static final int ROUND = 8;
    private static final int PADDING = 8;
    private static final int WIDEST = 190;
    private static final int NARROWEST = 60;
    private static final int FACTS = 2;

    /** Smaller than this, letters are a smear that costs time. */
    private static final double READABLE = 0.35;

    private static final FontMetrics NAME = Fonts.metrics(Fonts.AXIS);
    private static final FontMetrics FACT = Fonts.metrics(Fonts.SMALL);

    private final PictureStyle style;
    private final double scale;

    /**
     * A painter.
     *
     * @param scale of the canvas
     */
    VertexPainter(PictureStyle style, double scale) {
        this.style = style;
        this.scale = scale;
    }

    /** The room a vertex needs for its label and two facts. */
    static GraphLayout.Size size(Graph.Vertex vertex) {
        int width = NAME.stringWidth(vertex.label());
        List<String> facts = facts(vertex);
        for (String fact : facts) {
            width = Math.max(width, FACT.stringWidth(fact));
        }
        int room = Math.max(NARROWEST, Math.min(WIDEST, width + 1));
        int height = NAME.getHeight() + facts.size() * FACT.getHeight();
        return new GraphLayout.Size(room + 2.0 * PADDING, height + PADDING);
    }

    static GraphLayout.Size labelSize(Graph.Edge edge) {
        return new GraphLayout.Size(FACT.stringWidth(edge.label()) + 4.0, FACT.getHeight());
    }

    private static List<String> facts(Graph.Vertex vertex) {
        return vertex.attributes().entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .limit(FACTS)
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .toList();
    }

    /** The colour of a group. */
    static Color colour(PictureStyle style, int group) {
        return group < 0 ? style.faint() : style.series(group);
    }

    void paint(Graphics2D canvas, Graph.Vertex vertex, GraphLayout.Box box, int group) {
        RoundRectangle2D shape =
                new RoundRectangle2D.Double(
                        box.x(), box.y(), box.width(), box.height(), ROUND, ROUND);
        Color colour = colour(style, group);
        canvas.setColor(style.canvas());
        canvas.fill(shape);
        canvas.setColor(SeriesPainter.translucent(colour, style.dark() ? 90 : 60));
        canvas.fill(shape);
        canvas.setColor(colour);
        int repeats = group < 0 ? 0 : group / style.seriesColours();
        canvas.setStroke(outline(repeats));
        canvas.draw(shape);
        if (scale < READABLE) {
            return;
        }
        float x = (float) (box.x() + PADDING);
        float y = (float) (box.y() + PADDING / 2.0 + NAME.getAscent());
        double room = box.width() - 2.0 * PADDING + 1;
        canvas.setFont(Fonts.AXIS);
        canvas.setColor(style.ink());
        canvas.drawString(Fonts.end(vertex.label(), NAME, room), x, y);
        canvas.setFont(Fonts.SMALL);
        canvas.setColor(style.faint());
        for (String fact : facts(vertex)) {
            y += FACT.getHeight();
            canvas.drawString(Fonts.beginning(fact, FACT, room), x, y);
        }
    }

    /** Where colours repeat the outline is dashed. */
    static BasicStroke outline(int repeats) {
        return repeats == 0
                ? new BasicStroke(1.2f)
                : new BasicStroke(
                        1.2f,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        10,
                        new float[] {2f + 2 * repeats, 3},
                        0);
    }
}
