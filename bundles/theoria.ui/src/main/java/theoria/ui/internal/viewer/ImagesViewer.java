package theoria.ui.internal.viewer;

import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.draw.Reading;
import theoria.ui.viewers.Selection;

/** Images side by side; a click on one selects the unit it bears the name of. */
public final class ImagesViewer extends PictureViewer {
    private static final String UNIT = "\\S+:\\d{1,6}";
    private static final String EXAMPLE = "example (\\d{1,8})\\b.*";

    @Override
    public boolean shows(Result result) {
        return result instanceof ImageGrid grid && !grid.tiles().isEmpty();
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        String label = reading.label();
        if (label.matches(UNIT)) {
            return current.ofUnit(label);
        }
        if (label.matches(EXAMPLE)) {
            return current.ofExample(Integer.parseInt(label.replaceAll(EXAMPLE, "$1")), -1);
        }
        return current;
    }
}
