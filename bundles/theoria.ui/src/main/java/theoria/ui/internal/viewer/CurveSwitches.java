package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Curves;
import theoria.draw.Scale;

/** The switches of curves: the scales of their axes. */
public final class CurveSwitches {
    private final Viewed viewed;
    private final ToolItem logX;
    private final ToolItem logY;
    private boolean touched;

    /** Adds the switches to a bar; they change what is viewed. */
    public CurveSwitches(ToolBar bar, Viewed viewed) {
        this.viewed = viewed;
        logX = add(bar, "log x", "Logarithmic horizontal axis");
        logY = add(bar, "log y", "Logarithmic vertical axis");
    }

    private ToolItem add(ToolBar bar, String label, String help) {
        ToolItem item = new ToolItem(bar, SWT.CHECK);
        item.setText(label);
        item.setToolTipText(help);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> axes()));
        return item;
    }

    private void axes() {
        touched = true;
        viewed.look(viewed.view().axes(scale(logX), scale(logY)));
    }

    private static Scale scale(ToolItem item) {
        return item.getSelection() ? Scale.LOGARITHMIC : Scale.LINEAR;
    }

    /** Stands as curves suggest, unless a person has chosen. */
    public void offer(Curves curves) {
        if (!touched) {
            logX.setSelection(curves.x().logarithmic());
            logY.setSelection(curves.y().logarithmic());
        }
    }
}
