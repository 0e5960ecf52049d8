package theoria.ui.diagram.internal;

import org.netbeans.api.visual.widget.Scene;
import org.netbeans.api.visual.widget.Widget;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A vertex: its name and two facts in a rounded box; a folded run is a pile of boxes. */
final class VertexWidget extends Widget {
    private static final int ROUND = 8;
    private static final int PADDING = 8;
    private static final int WIDEST = 220;
    private static final int NARROWEST = 60;
    private static final int FACTS = 2;
    private static final int PILE = 3;

    /** Smaller than this, letters are a smear that costs time. */
    private static final double READABLE = 0.4;

    private static final double READABLE_FACTS = 0.6;

    private static final Font NAME = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font FACT = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
    private static final FontMetrics NAME_METRICS = metrics(NAME);
    private static final FontMetrics FACT_METRICS = metrics(FACT);

    private final Graph.Vertex vertex;
    private final GraphLayout.Box box;
    private final boolean pile;
    private Look look = new Look(PictureStyle.usual(), Color.GRAY, false, false, false, false);

    /**
     * How it looks.
     *
     * @param style colours of the paper
     * @param colour its own
     * @param full whether all of it has just this colour, so that it can be read off a scale
     * @param selected whether it is selected
     * @param found whether it is among what was looked for
     * @param faded whether others were found
     */
    record Look(
            PictureStyle style,
            Color colour,
            boolean full,
            boolean selected,
            boolean found,
            boolean faded) {
        /** How strong its colour is, to 255. */
        int strength() {
            if (full) {
                return faded ? 110 : 255;
            }
            return found ? 150 : faded ? 25 : style.dark() ? 90 : 60;
        }

        /** The colour of letters that can be read on it. */
        Color letters() {
            if (!full || faded) {
                return faded ? style.faint() : style.ink();
            }
            double light =
                    0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
            return light > 140 ? Color.BLACK : Color.WHITE;
        }

        /** The colour of small print on it. */
        Color smallPrint() {
            return full && !faded ? letters() : style.faint();
        }
    }

    VertexWidget(Scene scene, Graph.Vertex vertex, GraphLayout.Box box, boolean pile) {
        super(scene);
        this.vertex = vertex;
        this.box = box;
        this.pile = pile;
        setPreferredLocation(new java.awt.Point((int) box.x(), (int) box.y()));
        setToolTipText(toolTip(vertex));
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D canvas = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_FRACTIONALMETRICS,
                    RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            canvas.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            return canvas.getFontMetrics(font);
        } finally {
            canvas.dispose();
        }
    }

    /** The room a vertex needs. */
    static GraphLayout.Size size(Graph.Vertex vertex) {
        int width = NAME_METRICS.stringWidth(vertex.label());
        List<String> facts = facts(vertex);
        for (String fact : facts) {
            width = Math.max(width, FACT_METRICS.stringWidth(fact));
        }
        int room = Math.max(NARROWEST, Math.min(WIDEST, width + 1));
        int height = NAME_METRICS.getHeight() + facts.size() * FACT_METRICS.getHeight();
        return new GraphLayout.Size(room + 2.0 * PADDING + PILE, height + PADDING + PILE);
    }

    static GraphLayout.Size labelSize(Graph.Edge edge) {
        return new GraphLayout.Size(
                FACT_METRICS.stringWidth(edge.label()) + 4.0, FACT_METRICS.getHeight());
    }

    private static List<String> facts(Graph.Vertex vertex) {
        return vertex.attributes().entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .limit(FACTS)
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .toList();
    }

    /** All facts in one line, for the status line. */
    static String line(Graph.Vertex vertex) {
        StringBuilder text = new StringBuilder(vertex.label());
        if (!vertex.group().isEmpty()) {
            text.append(" (").append(vertex.group()).append(')');
        }
        String before = ": ";
        for (var fact : vertex.attributes().entrySet()) {
            if (!fact.getValue().isEmpty()) {
                text.append(before).append(fact.getKey()).append(' ').append(fact.getValue());
                before = ", ";
            }
        }
        return text.toString();
    }

    private static String toolTip(Graph.Vertex vertex) {
        StringBuilder text = new StringBuilder("<html><b>").append(html(vertex.label()));
        text.append("</b>");
        if (!vertex.group().isEmpty()) {
            text.append("<br>").append(html(vertex.group()));
        }
        vertex.attributes()
                .forEach((name, value) -> text.append("<br>").append(html(name + " " + value)));
        return text.append("</html>").toString();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    Graph.Vertex vertex() {
        return vertex;
    }

    Look look() {
        return look;
    }

    void look(Look other) {
        if (!other.equals(look)) {
            look = other;
            repaint();
        }
    }

    @Override
    protected Rectangle calculateClientArea() {
        return new Rectangle(0, 0, (int) box.width(), (int) box.height());
    }

    @Override
    protected void paintWidget() {
        Graphics2D canvas = getGraphics();
        int beneath = pile ? PILE : 0;
        double width = box.width() - 1 - beneath;
        double height = box.height() - 1 - beneath;
        if (pile) {
            paintBox(canvas, PILE, width, height);
        }
        paintBox(canvas, 0, width, height);
        if (getScene().getZoomFactor() >= READABLE) {
            paintText(canvas, width - 2.0 * PADDING + 1);
        }
    }

    private void paintBox(Graphics2D canvas, double shift, double width, double height) {
        RoundRectangle2D shape =
                new RoundRectangle2D.Double(shift, shift, width, height, ROUND, ROUND);
        canvas.setColor(look.style().canvas());
        canvas.fill(shape);
        canvas.setColor(translucent(look.colour(), look.strength()));
        canvas.fill(shape);
        canvas.setColor(look.faded() ? translucent(look.colour(), 110) : look.colour());
        // thin lines stay visible when the whole graph is small
        float line = (float) Math.max(1.2, 0.7 / getScene().getZoomFactor());
        canvas.setStroke(new BasicStroke(look.selected() ? 2.5f * line : line));
        if (look.selected()) {
            canvas.setColor(look.style().ink());
        }
        canvas.draw(shape);
    }

    private static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    private void paintText(Graphics2D canvas, double room) {
        float y = (float) (PADDING / 2.0 + NAME_METRICS.getAscent());
        canvas.setFont(NAME);
        canvas.setColor(look.letters());
        canvas.drawString(cut(vertex.label(), NAME_METRICS, room, true), PADDING, y);
        if (getScene().getZoomFactor() < READABLE_FACTS) {
            return;
        }
        canvas.setFont(FACT);
        canvas.setColor(look.smallPrint());
        for (String fact : facts(vertex)) {
            y += FACT_METRICS.getHeight();
            canvas.drawString(cut(fact, FACT_METRICS, room, false), PADDING, y);
        }
    }

    /** As much of the text as there is room for: of a name its end, which tells it from others. */
    private static String cut(String text, FontMetrics metrics, double room, boolean end) {
        if (metrics.stringWidth(text) <= room) {
            return text;
        }
        int length = text.length() - 1;
        while (length > 1) {
            String part =
                    end
                            ? "…" + text.substring(text.length() - length)
                            : text.substring(0, length) + "…";
            if (metrics.stringWidth(part) <= room) {
                return part;
            }
            length--;
        }
        return "…";
    }
}
