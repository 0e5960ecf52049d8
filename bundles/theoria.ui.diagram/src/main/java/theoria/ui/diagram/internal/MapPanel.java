package theoria.ui.diagram.internal;

import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.JComponent;

/**
 * The whole diagram small, with a frame around what is seen; pressing or dragging brings a place
 * into the middle. Cheap for thousands of vertices, unlike a second painting of the scene.
 */
final class MapPanel extends JComponent {
    private static final long serialVersionUID = 1;
    private static final int EDGE = 4;

    private final transient DiagramScene scene;
    private final transient Supplier<Rectangle> seen;
    private transient PictureStyle style = PictureStyle.usual();

    /**
     * A map.
     *
     * @param seen the part of the scene that is seen
     * @param go brings a point of the scene into the middle
     */
    MapPanel(DiagramScene scene, Supplier<Rectangle> seen, Consumer<Point> go) {
        this.scene = scene;
        this.seen = seen;
        MouseAdapter hand =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        go.accept(inScene(event.getPoint()));
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        go.accept(inScene(event.getPoint()));
                    }
                };
        addMouseListener(hand);
        addMouseMotionListener(hand);
    }

    /** Has other colours. */
    void dress(PictureStyle paper) {
        style = paper;
        repaint();
    }

    private double scale() {
        Dimension all = scene.size();
        double wide = (getWidth() - 2.0 * EDGE) / all.width;
        double high = (getHeight() - 2.0 * EDGE) / all.height;
        return Math.max(1e-6, Math.min(wide, high));
    }

    private double left() {
        return (getWidth() - scene.size().width * scale()) / 2;
    }

    private double top() {
        return (getHeight() - scene.size().height * scale()) / 2;
    }

    private Point inScene(Point place) {
        int x = (int) Math.round((place.x - left()) / scale());
        int y = (int) Math.round((place.y - top()) / scale());
        return new Point(x, y);
    }

    private Rectangle2D onMap(Rectangle inScene) {
        double scale = scale();
        return new Rectangle2D.Double(
                left() + inScene.x * scale,
                top() + inScene.y * scale,
                Math.max(1, inScene.width * scale),
                Math.max(1, inScene.height * scale));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D canvas = (Graphics2D) graphics.create();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setColor(style.canvas());
            canvas.fillRect(0, 0, getWidth(), getHeight());
            for (VertexWidget widget : scene.vertexWidgets()) {
                VertexWidget.Look look = widget.look();
                canvas.setColor(look.faded() ? style.grid() : look.colour());
                canvas.fill(onMap(scene.place(widget.vertex().id()).orElseThrow()));
            }
            Rectangle all = new Rectangle(scene.size());
            Rectangle2D frame = onMap(seen.get().intersection(all));
            Color ink = style.ink();
            canvas.setColor(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), 30));
            canvas.fill(frame);
            canvas.setColor(ink);
            canvas.setStroke(new BasicStroke(1.5f));
            canvas.draw(frame);
            canvas.setColor(style.faint());
            canvas.setStroke(new BasicStroke(1));
            canvas.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
        } finally {
            canvas.dispose();
        }
    }
}
