package theoria.ui.diagram.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Graph;
import theoria.draw.PictureStyle;
import theoria.draw.Snapshot;
import theoria.ui.viewers.ViewerSite;

import java.awt.EventQueue;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Takes the diagram away as a picture: to the clipboard or to a file. For the window's thread. */
final class TakeAway {
    private static final PaletteData RGB = new PaletteData(0xff0000, 0xff00, 0xff);

    private final Composite page;
    private final ViewerSite site;
    private final Menu menu;
    private Graph graph = DiagramPage.NOTHING;
    private @Nullable DiagramPicture picture;

    /**
     * With a menu for the right button.
     *
     * @param fit shows everything
     */
    TakeAway(Composite page, ViewerSite site, Runnable fit) {
        this.page = page;
        this.site = site;
        menu = new Menu(page);
        add("Copy picture\tCtrl+C", this::copy);
        add("Export picture...", () -> snapshot().ifPresent(site::export));
        new MenuItem(menu, SWT.SEPARATOR);
        add("Show everything\t0", fit);
    }

    private void add(String label, Runnable action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(label);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
    }

    /** Opens the menu at the pointer. */
    void openMenu() {
        menu.setLocation(page.getDisplay().getCursorLocation());
        menu.setVisible(true);
    }

    /** Takes this from now on. */
    void offer(Graph whole, DiagramPicture newest) {
        graph = whole;
        picture = newest;
    }

    /** Copies it as soon as it is painted; false if there is none. */
    boolean copy() {
        DiagramPicture there = picture;
        if (there == null) {
            return false;
        }
        PictureStyle style = style(there, site.dark());
        Display display = page.getDisplay();
        EventQueue.invokeLater(
                () -> {
                    BufferedImage image = there.image(style);
                    if (!display.isDisposed()) {
                        display.asyncExec(() -> put(image));
                    }
                });
        return true;
    }

    private void put(BufferedImage image) {
        if (page.isDisposed()) {
            return;
        }
        ImageData data = new ImageData(image.getWidth(), image.getHeight(), 24, RGB);
        int[] row = new int[data.width];
        for (int y = 0; y < data.height; y++) {
            image.getRGB(0, y, data.width, 1, row, 0, data.width);
            data.setPixels(0, y, data.width, row, 0);
        }
        Clipboard clipboard = new Clipboard(page.getDisplay());
        clipboard.setContents(new Object[] {data}, new Transfer[] {ImageTransfer.getInstance()});
        clipboard.dispose();
        site.reading("Copied the picture.");
    }

    /** The diagram for a file, light; empty if there is none. */
    Optional<Snapshot> snapshot() {
        return Optional.ofNullable(picture).map(this::snapshot);
    }

    private Snapshot snapshot(DiagramPicture there) {
        PictureStyle style = style(there, false);
        return new Snapshot(
                graph.title(),
                style,
                canvas -> there.paintThere(canvas, style),
                graph.caption().isEmpty() ? site.caption() : graph.caption(),
                site.provenance());
    }

    private static PictureStyle style(DiagramPicture picture, boolean dark) {
        return new PictureStyle(picture.width(), picture.height(), dark);
    }
}
