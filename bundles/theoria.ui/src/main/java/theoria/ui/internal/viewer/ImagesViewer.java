package theoria.ui.internal.viewer;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.draw.Reading;
import theoria.ui.viewers.Selection;

/** Images side by side; a click on one selects the unit or the example it bears the name of. */
public final class ImagesViewer extends PictureViewer {
    @Override
    public boolean shows(Result result) {
        return result instanceof ImageGrid grid && !grid.tiles().isEmpty();
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return current.ofLabel(reading.label());
    }
}
