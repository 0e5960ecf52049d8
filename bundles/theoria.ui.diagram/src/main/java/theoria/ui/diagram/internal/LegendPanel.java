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

/** Tells what colours mean: names of groups, or a bar with its ends. */
final class LegendPanel extends JComponent {
    private static final long serialVersionUID = 1;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int PADDING = 8;
    private static final int SIDE = 10;
    private static final int BAR = 160;
    private static final int MOST = 12;

    private transient Overlay overlay = Overlay.byGroup(DiagramPage.NOTHING);
    private transient PictureStyle style = PictureStyle.usual();

    /** Tells of other colours. */
    void show(Overlay other, PictureStyle paper) {
        overlay = other;
        style = paper;
        setVisible(!other.groups().isEmpty() || other.hasScale());
        revalidate();
        repaint();
    }

    private List<String> lines() {
        List<String> groups = overlay.groups();
        return groups.size() > MOST ? groups.subList(0, MOST) : groups;
    }

    @Override
    public Dimension getPreferredSize() {
        FontMetrics metrics = getFontMetrics(TEXT);
        if (overlay.hasScale()) {
            int title = metrics.stringWidth(title());
            return new Dimension(
                    Math.max(BAR, title) + 2 * PADDING, 2 * metrics.getHeight() + SIDE + 18);
        }
        int widest = metrics.stringWidth(rest());
        for (String line : lines()) {
            widest = Math.max(widest, metrics.stringWidth(line));
        }
        int count = lines().size() + (rest().isEmpty() ? 0 : 1);
        return new Dimension(
                widest + SIDE + 3 * PADDING, count * metrics.getHeight() + 2 * PADDING);
    }

    private String rest() {
        int more = overlay.groups().size() - lines().size();
        return more == 0 ? "" : "and " + more + " more";
    }

    private String title() {
        return overlay.attribute() + (overlay.logarithmic() ? " (logarithmic)" : "");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D canvas = (Graphics2D) graphics.create();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setColor(style.canvas());
            canvas.fillRect(0, 0, getWidth(), getHeight());
            canvas.setColor(style.grid());
            canvas.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
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

    private void paintGroups(Graphics2D canvas) {
        FontMetrics metrics = canvas.getFontMetrics();
        int y = PADDING;
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            canvas.setColor(style.series(i));
            canvas.fillRoundRect(PADDING, y + 2, SIDE, SIDE, 3, 3);
            canvas.setColor(style.ink());
            canvas.drawString(lines.get(i), 2 * PADDING + SIDE, y + metrics.getAscent());
            y += metrics.getHeight();
        }
        canvas.setColor(style.faint());
        canvas.drawString(rest(), 2 * PADDING + SIDE, y + metrics.getAscent());
    }

    private void paintScale(Graphics2D canvas) {
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.setColor(style.ink());
        canvas.drawString(title(), PADDING, PADDING + metrics.getAscent() - 2);
        int top = PADDING + metrics.getHeight();
        for (int i = 0; i < BAR; i++) {
            canvas.setColor(new Color(ColourMap.VIRIDIS.rgb((i + 0.5) / BAR)));
            canvas.fillRect(PADDING + i, top, 1, SIDE);
        }
        int base = top + SIDE + metrics.getAscent();
        canvas.setColor(style.ink());
        String greatest = number(overlay.greatest());
        canvas.drawString(number(overlay.least()), PADDING, base);
        canvas.drawString(greatest, PADDING + BAR - metrics.stringWidth(greatest), base);
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e12;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.4g", value);
    }
}
