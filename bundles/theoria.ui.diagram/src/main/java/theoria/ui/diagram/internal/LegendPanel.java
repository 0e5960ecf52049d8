package theoria.ui.diagram.internal;

import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;
import java.util.Locale;

import javax.swing.JComponent;

/** Tells what colours mean, in one line: names of groups, or a bar between its ends. */
final class LegendPanel extends JComponent {
    private static final long serialVersionUID = 1;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int PADDING = 5;
    private static final int GAP = 6;
    private static final int SIDE = 10;
    private static final int BAR = 160;

    private transient Overlay overlay = Overlay.byGroup(DiagramPage.NOTHING);
    private transient PictureStyle style = PictureStyle.usual();

    /** Tells of other colours. */
    void show(Overlay other, PictureStyle paper) {
        overlay = other;
        style = paper;
        setVisible(other.meansAnything());
        revalidate();
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(0, getFontMetrics(TEXT).getHeight() + 2 * PADDING);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D canvas = (Graphics2D) graphics.create();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setColor(style.canvas());
            canvas.fillRect(0, 0, getWidth(), getHeight());
            canvas.setFont(TEXT);
            if (overlay.hasScale()) {
                paintScale(canvas);
            } else {
                paintGroups(canvas);
            }
        } finally {
            canvas.dispose();
        }
    }

    /** As many groups as there is room for; the number of the others. */
    private void paintGroups(Graphics2D canvas) {
        FontMetrics metrics = canvas.getFontMetrics();
        int base = PADDING + metrics.getAscent();
        int x = GAP;
        List<String> groups = overlay.groups();
        for (int i = 0; i < groups.size(); i++) {
            String rest = "and " + (groups.size() - i) + " more";
            int width = SIDE + GAP + metrics.stringWidth(groups.get(i)) + 2 * GAP;
            boolean last = i == groups.size() - 1;
            if (x + width + (last ? 0 : metrics.stringWidth(rest)) > getWidth()) {
                canvas.setColor(style.faint());
                canvas.drawString(rest, x, base);
                return;
            }
            canvas.setColor(style.series(i));
            canvas.fillRoundRect(x, base - SIDE + 1, SIDE, SIDE, 3, 3);
            canvas.setColor(style.ink());
            canvas.drawString(groups.get(i), x + SIDE + GAP, base);
            x += width;
        }
    }

    private void paintScale(Graphics2D canvas) {
        FontMetrics metrics = canvas.getFontMetrics();
        int base = PADDING + metrics.getAscent();
        String before =
                overlay.attribute()
                        + (overlay.logarithmic() ? ", logarithmic:  " : ":  ")
                        + number(overlay.least());
        canvas.setColor(style.ink());
        canvas.drawString(before, GAP, base);
        int x = 2 * GAP + metrics.stringWidth(before);
        for (int i = 0; i < BAR; i++) {
            canvas.setColor(new Color(ColourMap.VIRIDIS.rgb((i + 0.5) / BAR)));
            canvas.fillRect(x + i, base - SIDE + 1, 1, SIDE);
        }
        canvas.setColor(style.ink());
        canvas.drawString(number(overlay.greatest()), x + BAR + GAP, base);
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e12;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.4g", value);
    }
}
