package theoria.ui.diagram.internal;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.LayoutManager;

/** Lays one part over everything and a map into the lower right corner. */
final class Corners implements LayoutManager {
    private static final int GAP = 10;
    private static final int MAP = 170;
    private static final int LEAST = 300;

    private final Component all;
    private final Component map;

    Corners(Component all, Component map) {
        this.all = all;
        this.map = map;
    }

    @Override
    public void layoutContainer(Container parent) {
        int width = parent.getWidth();
        int height = parent.getHeight();
        all.setBounds(0, 0, width, height);
        int side = Math.min(width, height) < LEAST ? Math.min(width, height) / 3 : MAP;
        map.setBounds(width - side - GAP, height - side * 3 / 4 - GAP, side, side * 3 / 4);
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
        return all.getPreferredSize();
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
        return new Dimension(0, 0);
    }

    @Override
    public void addLayoutComponent(String name, Component part) {
        // the parts are known from the start
    }

    @Override
    public void removeLayoutComponent(Component part) {
        // the parts stay
    }
}
