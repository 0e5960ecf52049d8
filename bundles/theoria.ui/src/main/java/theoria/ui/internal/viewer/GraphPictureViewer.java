package theoria.ui.internal.viewer;

import theoria.core.study.result.Graph;
import theoria.core.study.result.Result;
import theoria.draw.Pictures;
import theoria.draw.Reading;
import theoria.ui.viewers.Selection;

/** A graph as a picture; a click on a vertex selects the layer of its name. */
public final class GraphPictureViewer extends PictureViewer {
    @Override
    public boolean shows(Result result) {
        return result instanceof Graph && !Pictures.of(result).isEmpty();
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return reading.label().isEmpty() ? current : current.ofUnit(reading.label());
    }
}
