package theoria.ui.diagram.internal;

import org.jspecify.annotations.Nullable;

import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridBagLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.Optional;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;

/**
 * The diagram with a small map in a corner and its legend beneath. To be used on the AWT event
 * thread.
 */
final class DiagramPane {
    /** At this zoom letters have their own size. */
    static final double ACTUAL = 1;

    private static final double FARTHEST = 0.02;
    private static final double CLOSEST = 6;
    private static final double MOST_FITTED = 1.25;

    private final DiagramScene scene = new DiagramScene();
    private final JComponent view = scene.createView();
    private final JPanel paper = new JPanel(new GridBagLayout());
    private final JScrollPane scroll = new JScrollPane(paper);
    private final MapPanel map = new MapPanel(scene, this::seen, this::centre);
    private final LegendPanel legend = new LegendPanel();
    private final JRootPane root = new JRootPane();
    private boolean shown;
    private boolean fitted = true;

    DiagramPane(PictureStyle style, DiagramEvents events) {
        paper.setBackground(style.canvas());
        scroll.getViewport().setBackground(style.canvas());
        legend.setVisible(false);
        map.setVisible(false);
        paper.add(view);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        // the small map, dragging and the wheel do what scroll bars would
        scroll.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setVerticalScrollBarPolicy(JScrollPane.VERTICAL_SCROLLBAR_NEVER);
        // blitting leaves cut lines after a zoom by a fraction
        scroll.getViewport().setScrollMode(JViewport.SIMPLE_SCROLL_MODE);
        JLayeredPane layers = new JLayeredPane();
        layers.setLayout(new Corners(scroll, map));
        layers.add(scroll, JLayeredPane.DEFAULT_LAYER);
        layers.add(map, JLayeredPane.PALETTE_LAYER);
        root.getContentPane().add(layers, BorderLayout.CENTER);
        root.getContentPane().add(legend, BorderLayout.SOUTH);
        Hand hand = new Hand(this, events);
        view.addMouseListener(hand);
        view.addMouseMotionListener(hand);
        view.addMouseWheelListener(hand);
        paper.addMouseListener(hand);
        paper.addMouseMotionListener(hand);
        paper.addMouseWheelListener(hand);
        Keys.bind(root, this, events);
        scroll.getViewport()
                .addComponentListener(
                        new ComponentAdapter() {
                            @Override
                            public void componentResized(ComponentEvent event) {
                                if (fitted) {
                                    fit();
                                }
                                showMap();
                            }
                        });
    }

    /** What is put into the frame: without a root pane the view stays blank after a zoom. */
    JRootPane root() {
        return root;
    }

    DiagramScene scene() {
        return scene;
    }

    /** Takes the keyboard. */
    void focus() {
        view.requestFocusInWindow();
    }

    /**
     * Shows another graph.
     *
     * @param keep the vertex that stays where it is on the screen, before and after; empty for none
     */
    void show(Folding folding, GraphLayout layout, String keep) {
        Optional<Point> before = scene.place(keep).map(this::onScreen);
        scene.show(folding, layout);
        settle();
        if (!shown || fitted) {
            shown = true;
            fit();
        } else if (before.isPresent()) {
            scene.place(keep).map(this::onScreen).ifPresent(now -> pan(minus(now, before.get())));
        }
        showMap();
    }

    /** Gives everything its colours. */
    void dress(PictureStyle style, Overlay overlay, String selected, Search search) {
        scene.dress(style, overlay, selected, search);
        paper.setBackground(style.canvas());
        scroll.getViewport().setBackground(style.canvas());
        map.dress(style);
        legend.show(overlay, style);
        settle();
        root.validate();
        root.repaint();
    }

    /** Makes sizes and places true now instead of some time later. */
    private void settle() {
        if (view.isShowing() || scene.getView().getGraphics() != null) {
            scene.validate();
        }
        paper.revalidate();
        scroll.validate();
    }

    private void showMap() {
        Dimension room = scroll.getViewport().getExtentSize();
        Dimension all = paper.getPreferredSize();
        map.setVisible(all.width > room.width || all.height > room.height);
    }

    private Point onScreen(Rectangle place) {
        Rectangle inView = scene.convertSceneToView(place);
        Point middle = new Point((int) inView.getCenterX(), (int) inView.getCenterY());
        return SwingUtilities.convertPoint(view, middle, scroll);
    }

    private static Point minus(Point a, Point b) {
        return new Point(a.x - b.x, a.y - b.y);
    }

    /** Moves what is seen by so many pixels. */
    void pan(Point by) {
        JViewport port = scroll.getViewport();
        Dimension room = port.getExtentSize();
        Dimension all = port.getViewSize();
        Point at = port.getViewPosition();
        int x = Math.max(0, Math.min(all.width - room.width, at.x + by.x));
        int y = Math.max(0, Math.min(all.height - room.height, at.y + by.y));
        port.setViewPosition(new Point(x, y));
        if (by.x != 0 || by.y != 0) {
            fitted = false;
        }
        map.repaint();
    }

    /** The part of the scene that is seen. */
    private Rectangle seen() {
        Rectangle window = new Rectangle(scroll.getViewport().getExtentSize());
        return scene.convertViewToScene(SwingUtilities.convertRectangle(scroll, window, view));
    }

    /** Brings a point of the scene into the middle. */
    private void centre(Point inScene) {
        Dimension room = scroll.getViewport().getExtentSize();
        Point now = SwingUtilities.convertPoint(view, scene.convertSceneToView(inScene), scroll);
        pan(minus(now, new Point(room.width / 2, room.height / 2)));
    }

    /** Everything, not much enlarged, in the middle. */
    void fit() {
        Dimension room = scroll.getViewport().getExtentSize();
        Dimension all = scene.size();
        if (room.width <= 0 || room.height <= 0 || !shown) {
            fitted = true;
            return;
        }
        double wide = (double) room.width / Math.max(1, all.width);
        double high = (double) room.height / Math.max(1, all.height);
        zoomTo(Math.min(MOST_FITTED, Math.min(wide, high)), null);
        fitted = true;
    }

    /** Comes closer by a factor; what lies at the place stays there. */
    void zoom(double factor, @Nullable Point place) {
        zoomTo(scene.getZoomFactor() * factor, place);
    }

    /**
     * Looks from so near.
     *
     * @param place of the window that stays; null for its middle
     */
    void zoomTo(double zoom, @Nullable Point place) {
        Dimension room = scroll.getViewport().getExtentSize();
        Point fixed = place == null ? new Point(room.width / 2, room.height / 2) : place;
        Point there = scene.convertViewToScene(SwingUtilities.convertPoint(scroll, fixed, view));
        scene.setZoomFactor(Math.max(FARTHEST, Math.min(CLOSEST, zoom)));
        settle();
        Point now = SwingUtilities.convertPoint(view, scene.convertSceneToView(there), scroll);
        pan(minus(now, fixed));
        fitted = false;
        showMap();
        root.repaint();
    }

    /** Moves a vertex into view, near enough to be read. */
    void reveal(String id) {
        Optional<Rectangle> place = scene.place(id);
        if (place.isEmpty()) {
            return;
        }
        if (!fitted && scene.getZoomFactor() < ACTUAL / 2) {
            zoomTo(ACTUAL, null);
        }
        Point at = onScreen(place.get());
        Dimension room = scroll.getViewport().getExtentSize();
        boolean seen = new Rectangle(20, 20, room.width - 40, room.height - 40).contains(at);
        if (!seen) {
            pan(minus(at, new Point(room.width / 2, room.height / 2)));
        }
    }

    /** The window's place of an event in one of its parts. */
    Point place(java.awt.Component part, Point inPart) {
        return SwingUtilities.convertPoint(part, inPart, scroll);
    }

    /** The vertex at a place of the window. */
    Optional<VertexWidget> at(Point place) {
        return scene.at(scene.convertViewToScene(SwingUtilities.convertPoint(scroll, place, view)));
    }
}
