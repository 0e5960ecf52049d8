package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Surface;
import theoria.draw.ColourMap;
import theoria.draw.Range;
import theoria.draw.Scale;
import theoria.draw.View;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The switches of surfaces: which quantity, its colours, their scale and range. */
public final class SurfaceSwitches {
    private static final int QUANTITY_WIDTH = 140;
    private static final int COLOURS_WIDTH = 110;
    private static final double STEP = 1.25;

    private final ToolBar bar;
    private final Viewed viewed;
    private final Combo layers;
    private final Combo colours;
    private final ToolItem log;

    /** Adds the switches to a bar; they change what is viewed. */
    public SurfaceSwitches(ToolBar bar, Viewed viewed) {
        this.bar = bar;
        this.viewed = viewed;
        layers = combo("The quantity that is shown", QUANTITY_WIDTH, this::layer);
        colours = combo("Colours", COLOURS_WIDTH, this::colour);
        for (ColourMap map : ColourMap.values()) {
            colours.add(map.name().toLowerCase(Locale.ROOT));
        }
        colours.select(0);
        log = new ToolItem(bar, SWT.CHECK);
        log.setText("log");
        log.setToolTipText("Logarithmic scale of the values");
        log.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> scale()));
        addButton("range...", "Lowest and highest value of the colours", this::range);
    }

    private Combo combo(String help, int width, Runnable chosen) {
        ToolItem item = new ToolItem(bar, SWT.SEPARATOR);
        Combo combo = new Combo(bar, SWT.READ_ONLY | SWT.DROP_DOWN);
        combo.setToolTipText(help);
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> chosen.run()));
        combo.pack();
        item.setControl(combo);
        item.setWidth(width);
        return combo;
    }

    private ToolItem addButton(String label, String help, Runnable action) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText(label);
        item.setToolTipText(help);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
        return item;
    }

    /** Adds what makes a surface in space flatter and higher. */
    public void addHeight() {
        addButton("flatter", "Scale of the height", () -> height(1 / STEP));
        addButton("higher", "Scale of the height", () -> height(STEP));
    }

    /** Adds what makes a map stand in space, flatter and higher. */
    public void addSpace() {
        ToolItem space = new ToolItem(bar, SWT.CHECK);
        space.setText("3-D");
        space.setToolTipText("In space, or as a map");
        ToolItem flatter = addButton("flatter", "Scale of the height", () -> height(1 / STEP));
        ToolItem higher = addButton("higher", "Scale of the height", () -> height(STEP));
        Runnable changed =
                () -> {
                    boolean standing = space.getSelection();
                    flatter.setEnabled(standing);
                    higher.setEnabled(standing);
                    viewed.look(viewed.view().inSpace(standing));
                };
        space.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> changed.run()));
        changed.run();
    }

    private void height(double factor) {
        View view = viewed.view();
        double height = view.camera().height() * factor;
        viewed.look(view.from(view.camera().withHeight(height)));
    }

    /** Another quantity has another range. */
    private void layer() {
        viewed.look(viewed.view().ofLayer(layers.getSelectionIndex()).over(Range.ALL));
        log.setSelection(viewed.logarithmic());
    }

    private void colour() {
        ColourMap map = ColourMap.values()[colours.getSelectionIndex()];
        viewed.look(viewed.view().coloured(Optional.of(map)));
        log.setSelection(viewed.logarithmic());
    }

    private void scale() {
        Scale scale = log.getSelection() ? Scale.LOGARITHMIC : Scale.LINEAR;
        viewed.look(viewed.view().scaled(scale));
    }

    private void range() {
        new RangeDialog(bar.getShell(), viewed).open();
    }

    /** Offers the quantities of a surface; to be called when it is shown. */
    public void offer(Surface surface) {
        List<String> titles = surface.layers().stream().map(l -> l.axis().title()).toList();
        if (!titles.equals(List.of(layers.getItems()))) {
            layers.setItems(titles.toArray(new String[0]));
            layers.select(Math.min(viewed.view().layer(), titles.size() - 1));
        }
        if (viewed.view().valueScale() == Scale.AUTOMATIC) {
            log.setSelection(viewed.logarithmic());
        }
    }
}
