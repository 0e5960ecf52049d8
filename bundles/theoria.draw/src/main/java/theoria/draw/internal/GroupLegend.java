package theoria.draw.internal;

import theoria.draw.PictureStyle;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which colour means which group, in lines at the bottom of a picture. */
final class GroupLegend {
    private static final int SIDE = 10;
    private static final int GAP = 6;
    private static final int EDGE = 10;
    private static final int MOST_LINES = 3;
    private static final FontMetrics METRICS = Fonts.metrics(Fonts.TICK);

    private final Map<String, Integer> groups;
    private final PictureStyle style;

    GroupLegend(Map<String, Integer> groups, PictureStyle style) {
        this.groups = groups;
        this.style = style;
    }

    static double height(Map<String, Integer> groups, PictureStyle style) {
        int lines = Math.min(MOST_LINES, places(groups, style).get(groups.size())[1] + 1);
        return lines * lineHeight() + GAP;
    }

    private static int lineHeight() {
        return METRICS.getHeight() + 2;
    }

    /** Abscissa and line of each entry, and of the end. */
    private static List<int[]> places(Map<String, Integer> groups, PictureStyle style) {
        List<int[]> places = new ArrayList<>();
        int x = EDGE;
        int line = 0;
        for (String group : groups.keySet()) {
            int width = SIDE + GAP + METRICS.stringWidth(group) + 2 * GAP;
            if (x > EDGE && x + width > style.width() - EDGE) {
                x = EDGE;
                line++;
            }
            places.add(new int[] {x, line});
            x += width;
        }
        places.add(new int[] {x, line});
        return places;
    }

    void paint(Graphics2D canvas) {
        double top = style.height() - height(groups, style);
        List<int[]> places = places(groups, style);
        canvas.setFont(Fonts.TICK);
        int i = 0;
        for (Map.Entry<String, Integer> group : groups.entrySet()) {
            int x = places.get(i)[0];
            double y = top + places.get(i)[1] * lineHeight();
            i++;
            if (places.get(i - 1)[1] >= MOST_LINES) {
                continue;
            }
            RoundRectangle2D box = new RoundRectangle2D.Double(x, y + 3, SIDE, SIDE, 3, 3);
            Color colour = VertexPainter.colour(style, group.getValue());
            canvas.setColor(SeriesPainter.translucent(colour, style.dark() ? 90 : 60));
            canvas.fill(box);
            canvas.setColor(colour);
            canvas.setStroke(VertexPainter.outline(group.getValue() / style.seriesColours()));
            canvas.draw(box);
            canvas.setColor(style.ink());
            canvas.drawString(group.getKey(), x + SIDE + GAP, (float) (y + METRICS.getAscent()));
        }
    }
}
