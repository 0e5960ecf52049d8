package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;

import java.util.ArrayList;
import java.util.List;

/**
 * The bars of switches above a picture: side by side where there is room, else one above the other.
 * On a dashboard, where there is little room, bars that do not fit into one row are hidden, and so
 * is a bar alone that only resets.
 */
final class SwitchRows {
    private final Composite page;
    private final Composite head;
    private final boolean cramped;
    private final List<ToolBar> bars = new ArrayList<>();

    /** Rows above what a page shows; the page has a grid of one column. */
    SwitchRows(Composite page, boolean cramped) {
        this.page = page;
        this.cramped = cramped;
        head = new Composite(page, SWT.NONE);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        layout.horizontalSpacing = 0;
        head.setLayout(layout);
    }

    /** A further bar, before those there are. */
    ToolBar add() {
        ToolBar bar = new ToolBar(head, SWT.FLAT | SWT.RIGHT);
        bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, bars.isEmpty(), false));
        if (!bars.isEmpty()) {
            bar.moveAbove(bars.get(bars.size() - 1));
            bars.forEach(b -> ((GridData) b.getLayoutData()).grabExcessHorizontalSpace = false);
            ((GridData) bar.getLayoutData()).grabExcessHorizontalSpace = true;
        }
        bars.add(bar);
        return bar;
    }

    /** Arranges the bars in a width. */
    void fit(int width) {
        int left = width;
        boolean first = true;
        for (ToolBar bar : bars) {
            int wide = bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            boolean fits = wide <= left && (bar.getItemCount() > 1 || bars.size() > 1 && !first);
            show(bar, !cramped || fits);
            left -= wide;
            first = false;
        }
        boolean any = bars.stream().anyMatch(bar -> !((GridData) bar.getLayoutData()).exclude);
        ((GridData) head.getLayoutData()).exclude = !any;
        head.setVisible(any);
        boolean together = cramped || left >= 0;
        ((GridLayout) head.getLayout()).numColumns = together ? bars.size() : 1;
        page.layout(true, true);
    }

    private static void show(ToolBar bar, boolean shown) {
        GridData place = (GridData) bar.getLayoutData();
        place.exclude = !shown;
        bar.setVisible(shown);
    }
}
