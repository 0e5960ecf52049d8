package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Surface;
import theoria.core.study.result.SurfaceCut;
import theoria.draw.Reading;
import theoria.draw.Scale;
import theoria.draw.View;
import theoria.ui.viewers.ViewerSite;

import java.util.Optional;
import java.util.function.Consumer;

/** The quantity along a cut as a curve: read at the pointer, which is marked on the surface. */
final class CutStrip {
    private final PictureCanvas canvas;
    private final ViewerSite site;
    private final Viewed viewed;
    private final Consumer<Optional<Reading.Place>> pointed;
    private @Nullable Curves curves;
    private @Nullable Shown shown;
    private boolean dark;

    /** What the curve depends on. */
    private record Shown(Surface surface, SurfaceCut cut, int layer, boolean logarithmic) {
        boolean same(Surface other, SurfaceCut line, int quantity, boolean log) {
            return surface == other && cut.equals(line) && layer == quantity && logarithmic == log;
        }
    }

    /**
     * An empty curve.
     *
     * @param viewed how the surface is looked at
     * @param pointed hears which place of the surface the pointer is at on the curve
     */
    CutStrip(
            Composite parent,
            ViewerSite site,
            Viewed viewed,
            Consumer<Optional<Reading.Place>> pointed) {
        this.site = site;
        this.viewed = viewed;
        this.pointed = pointed;
        canvas = new PictureCanvas(parent, reading -> {}, reading -> {});
        canvas.onPointing(this::read);
        PictureMenu.put(canvas, site);
        Menu menu = canvas.getMenu();
        new MenuItem(menu, SWT.SEPARATOR);
        add(menu, "Copy numbers", this::copyNumbers);
        add(menu, "Export numbers...", this::exportNumbers);
        add(menu, "Remove the cut\tEsc", this::remove);
        canvas.onKey(
                event -> {
                    boolean escape = event.keyCode == SWT.ESC;
                    if (escape) {
                        remove();
                    }
                    return escape;
                });
    }

    private static void add(Menu menu, String label, Runnable action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(label);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
    }

    /** Whether there is a cut. */
    boolean shows() {
        return shown != null;
    }

    /** Is there for the eye and the keyboard, or not; whether that is a change. */
    boolean appear(boolean now) {
        boolean change = canvas.getVisible() != now;
        if (change) {
            canvas.setVisible(now);
        }
        return change;
    }

    /** Shows the cut of a surface as it is looked at. */
    void show(Surface surface) {
        View view = viewed.view();
        Optional<SurfaceCut> cut = view.overlay().cut();
        if (cut.isEmpty()) {
            if (shown != null) {
                pointed.accept(Optional.empty()); // the pointer does not leave what is hidden
            }
            shown = null;
            return;
        }
        int layer = Math.min(view.layer(), surface.layers().size() - 1);
        boolean log = viewed.logarithmic();
        Shown before = shown;
        if (before != null && before.same(surface, cut.get(), layer, log)) {
            return;
        }
        shown = new Shown(surface, cut.get(), layer, log);
        Curves made = cut.get().of(surface, layer);
        curves = made;
        canvas.show(made, dark);
        if (before == null || !before.same(before.surface(), cut.get(), layer, log)) {
            Scale up = log ? Scale.LOGARITHMIC : Scale.LINEAR;
            canvas.keepLooking(View.USUAL.axes(Scale.LINEAR, up));
        }
    }

    /** Follows the brightness of the window. */
    void dark(boolean now) {
        Curves made = curves;
        if (now != dark && made != null) {
            canvas.show(made, now);
        }
        dark = now;
    }

    /** Tells the number at the pointer, wherever it is above or below the curve. */
    private void read(Optional<Reading.Place> at) {
        Shown now = shown;
        Curves made = curves;
        if (at.isEmpty() || now == null || made == null) {
            site.reading("");
            pointed.accept(Optional.empty());
            return;
        }
        double length = now.cut().length(now.surface());
        double part = Math.max(0, Math.min(1, at.get().x() / length));
        site.reading(CutReading.of(made, now.cut(), part * length, part));
        pointed.accept(Optional.of(new Reading.Place(now.cut().x(part), now.cut().y(part))));
    }

    private void remove() {
        View view = viewed.view();
        viewed.look(view.with(view.overlay().along(Optional.empty())));
    }

    private void copyNumbers() {
        Curves made = curves;
        if (made != null) {
            Clipboard clipboard = new Clipboard(canvas.getDisplay());
            String text = TableText.tabSeparated(made.tables().values().iterator().next());
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
            site.reading("Copied " + made.series().get(0).x().length + " rows.");
        }
    }

    private void exportNumbers() {
        Curves made = curves;
        if (made != null) {
            site.export(made, "csv");
        }
    }
}
