package theoria.ui.internal.viewer;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Result;

/** Curves: zoom, logarithmic axes. */
public final class CurvesViewer extends PictureViewer {
    private CurveSwitches switches;

    @Override
    public boolean shows(Result result) {
        return result instanceof Curves curves && !curves.series().isEmpty();
    }

    @Override
    protected void addSwitches() {
        switches = new CurveSwitches(tools(), canvas());
    }

    @Override
    protected void showing(Result result) {
        if (result instanceof Curves curves) {
            switches.offer(curves);
        }
    }
}
