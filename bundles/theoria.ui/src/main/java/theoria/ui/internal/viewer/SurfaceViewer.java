package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.ColourMap;
import theoria.draw.Reading;
import theoria.draw.Scale;
import theoria.draw.View;
import theoria.ui.viewers.Selection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A surface as a map or in space: which quantity, scale of its values, colours. */
public abstract class SurfaceViewer extends PictureViewer {
    private final boolean space;
    private Combo layers;
    private Combo colours;
    private ToolItem log;

    SurfaceViewer(boolean space) {
        this.space = space;
    }

    /** The map with contour lines. */
    public static final class Map extends SurfaceViewer {
        /** A map. */
        public Map() {
            super(false);
        }
    }

    /** The surface in space. */
    public static final class Space extends SurfaceViewer {
        /** In space. */
        public Space() {
            super(true);
        }
    }

    @Override
    public boolean shows(Result result) {
        return result instanceof Surface surface
                && (!space || surface.x().length > 1 && surface.y().length > 1);
    }

    @Override
    protected View first(View usual) {
        return usual.inSpace(space);
    }

    @Override
    protected void addSwitches() {
        layers = combo("The quantity that is shown");
        layers.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> canvas().look(canvas().view().ofLayer(layers.getSelectionIndex()))));
        colours = combo("Colours");
        for (ColourMap map : ColourMap.values()) {
            colours.add(map.name().toLowerCase(Locale.ROOT));
        }
        colours.select(0);
        colours.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> {
                            ColourMap map = ColourMap.values()[colours.getSelectionIndex()];
                            canvas().look(canvas().view().coloured(Optional.of(map)));
                        }));
        log =
                addSwitch(
                        "log",
                        "Logarithmic scale of the values",
                        on ->
                                canvas().look(
                                                canvas().view()
                                                        .scaled(
                                                                on
                                                                        ? Scale.LOGARITHMIC
                                                                        : Scale.LINEAR)));
        if (space) {
            addHeight("flatter", 1 / 1.25);
            addHeight("higher", 1.25);
        }
    }

    private void addHeight(String label, double factor) {
        ToolItem item = new ToolItem(tools(), SWT.PUSH);
        item.setText(label);
        item.setToolTipText("Scale of the height");
        item.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> {
                            View view = canvas().view();
                            double height = view.camera().height() * factor;
                            canvas().look(view.from(view.camera().withHeight(height)));
                        }));
    }

    private Combo combo(String help) {
        ToolItem item = new ToolItem(tools(), SWT.SEPARATOR);
        Combo combo = new Combo(tools(), SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setToolTipText(help);
        combo.pack();
        item.setControl(combo);
        item.setWidth(150);
        return combo;
    }

    @Override
    protected void showing(Result result) {
        if (result instanceof Surface surface) {
            List<String> titles = surface.layers().stream().map(l -> l.axis().title()).toList();
            if (!titles.equals(List.of(layers.getItems()))) {
                layers.setItems(titles.toArray(new String[0]));
                layers.select(Math.min(canvas().view().layer(), titles.size() - 1));
            }
            boolean steep = surface.layers().get(0).axis().logarithmic();
            if (canvas().view().valueScale() == Scale.AUTOMATIC) {
                log.setSelection(steep);
            }
        }
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return reading.place().map(p -> current.ofPoint(p.x(), p.y())).orElse(current);
    }
}
