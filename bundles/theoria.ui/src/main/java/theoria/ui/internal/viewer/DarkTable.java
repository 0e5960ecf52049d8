package theoria.ui.internal.viewer;

import org.eclipse.nebula.widgets.nattable.style.theme.DarkNatTableThemeConfiguration;
import org.eclipse.nebula.widgets.nattable.util.GUIHelper;
import org.eclipse.swt.graphics.Color;

/**
 * A table as dark as the window: the usual dark one is black between lines that are nearly white.
 */
final class DarkTable extends DarkNatTableThemeConfiguration {
    private static final int GROUND = 47;
    private static final int HEADING = 60;
    private static final int LINE = 74;
    private static final int SEPARATOR = 130;
    private static final int INK = 221;

    DarkTable() {
        Color ground = grey(GROUND);
        Color heading = grey(HEADING);
        Color ink = grey(INK);
        defaultBgColor = ground;
        evenRowBgColor = ground;
        oddRowBgColor = ground;
        defaultFgColor = ink;
        defaultSelectionFgColor = ink;
        selectionAnchorSelectionFgColor = ink;
        cHeaderGradientBgColor = heading;
        cHeaderGradientFgColor = heading;
        rHeaderGradientBgColor = heading;
        rHeaderGradientFgColor = heading;
        cHeaderSelectionGradientBgColor = heading;
        cHeaderSelectionGradientFgColor = heading;
        rHeaderSelectionGradientBgColor = heading;
        rHeaderSelectionGradientFgColor = heading;
        cHeaderBgColor = heading;
        rHeaderBgColor = heading;
        cornerBgColor = heading;
        cHeaderFgColor = ink;
        rHeaderFgColor = ink;
        gridLineColor = grey(LINE);
        freezeSeparatorColor = grey(SEPARATOR);
    }

    private static Color grey(int value) {
        return GUIHelper.getColor(value, value, value);
    }
}
