package theoria.ui.internal.viewer;

import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Result;
import theoria.draw.Scale;
import theoria.draw.View;

/** Curves: zoom, logarithmic axes. */
public final class CurvesViewer extends PictureViewer {
    private ToolItem logX;
    private ToolItem logY;
    private boolean touched;

    @Override
    public boolean shows(Result result) {
        return result instanceof Curves curves && !curves.series().isEmpty();
    }

    @Override
    protected void addSwitches() {
        logX = addSwitch("log x", "Logarithmic horizontal axis", on -> axes());
        logY = addSwitch("log y", "Logarithmic vertical axis", on -> axes());
    }

    @Override
    protected void showing(Result result) {
        if (!touched && result instanceof Curves curves) {
            logX.setSelection(curves.x().logarithmic());
            logY.setSelection(curves.y().logarithmic());
        }
    }

    private void axes() {
        touched = true;
        View view = canvas().view();
        canvas().look(view.axes(scale(logX), scale(logY)));
    }

    private static Scale scale(ToolItem item) {
        return item.getSelection() ? Scale.LOGARITHMIC : Scale.LINEAR;
    }
}
