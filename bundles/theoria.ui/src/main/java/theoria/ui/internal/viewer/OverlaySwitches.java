package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Surface;
import theoria.draw.Overlay;
import theoria.draw.View;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The switches of what is laid over a surface: a cut, arrows, standard errors. */
final class OverlaySwitches {
    private static final String CUT =
            "Cut along a line: drag it over the map, or an end of it (Shift+drag at any time; A and"
                    + " B put its ends at the selected point, Esc removes it)";
    private static final String ARROWS =
            "Arrows downhill, along minus the gradient; in length the slope, or its square root"
                    + " where slopes differ much, as the picture says";
    private static final String BAND =
            "Standard errors: in 3-D the surfaces one above and one below; on the map, cells within"
                    + " one of a contour line are hatched";
    private static final int NEIGHBOURS = 3;

    private final ToolBar bar;
    private final Viewed viewed;
    private @Nullable ToolItem cut;
    private @Nullable ToolItem arrows;
    private @Nullable ToolItem band;

    /** Switches that change what is viewed, none yet. */
    OverlaySwitches(ToolBar bar, Viewed viewed) {
        this.bar = bar;
        this.viewed = viewed;
    }

    /** Adds what shows a cut. */
    void addCut(CutPen pen) {
        cut = add("cut", CUT, pen::turn);
    }

    /** Adds what shows arrows. */
    void addArrows() {
        arrows = add("arrows", ARROWS, on -> lay(overlay -> overlay.pointing(on)));
    }

    /** Adds what shows standard errors. */
    void addBand() {
        band = add("band", BAND, on -> lay(overlay -> overlay.banded(on)));
    }

    private void lay(UnaryOperator<Overlay> change) {
        View view = viewed.view();
        viewed.look(view.with(change.apply(view.overlay())));
    }

    private ToolItem add(String label, String help, Consumer<Boolean> turned) {
        ToolItem item = new ToolItem(bar, SWT.CHECK);
        item.setText(label);
        item.setToolTipText(help);
        item.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> turned.accept(item.getSelection())));
        return item;
    }

    /** Stands as the surface is looked at, and offers what it has. */
    void offer(Surface surface) {
        Overlay overlay = viewed.view().overlay();
        int layer = Math.min(viewed.view().layer(), surface.layers().size() - 1);
        Surface.Layer quantity = surface.layers().get(layer);
        boolean sloping = surface.x().length >= NEIGHBOURS && surface.y().length >= NEIGHBOURS;
        String none = "No standard errors of " + quantity.axis().title() + " are known";
        boolean more = surface.x().length > 1 || surface.y().length > 1;
        stand(cut, overlay.cut().isPresent(), more, CUT);
        stand(arrows, overlay.arrows(), sloping, sloping ? ARROWS : "Too few points for slopes");
        stand(
                band,
                overlay.band() && quantity.hasErrors(),
                quantity.hasErrors(),
                quantity.hasErrors() ? BAND : none);
    }

    private static void stand(@Nullable ToolItem item, boolean on, boolean enabled, String help) {
        if (item != null) {
            item.setSelection(on);
            item.setEnabled(enabled);
            item.setToolTipText(help);
        }
    }
}
