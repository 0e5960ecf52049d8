package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.draw.Pictures;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.result.ViewerStack;
import theoria.ui.viewers.ViewerSite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A dashboard: the pictures of all parts at once, side by side, under their titles. */
final class PartBoard implements PartsForm {
    private static final int COLUMNS = 2;
    private static final int GAP = 8;
    private static final int LOWEST = 240;
    private static final int HIGHEST = 440;

    /** What title, switches and tabs take of the height of a place. */
    private static final int BESIDE = 80;

    private final ViewerSite site;
    private final Consumer<String> open;
    private final Composite page;
    private final ScrolledComposite scroll;
    private final Composite grid;
    private final Map<String, ViewerStack> stacks = new LinkedHashMap<>();
    private final LockedBoard surfaces = new LockedBoard();
    private theoria.core.study.result.@Nullable Composite whole;
    private String front = "";

    /**
     * Makes the dashboard, without any part yet.
     *
     * @param tabs shows one part at a time again
     * @param open does so for this part
     */
    PartBoard(Composite parent, ViewerSite site, Runnable tabs, Consumer<String> open) {
        this.site = site;
        this.open = open;
        page = new Composite(parent, SWT.NONE);
        page.setLayout(bare(new GridLayout(2, false)));
        Label words = new Label(page, SWT.NONE);
        words.setText("All pictures; tables and numbers are in the tabs.");
        words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        toggle(page, true, tabs);
        scroll = new ScrolledComposite(page, SWT.V_SCROLL);
        scroll.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        grid = new Composite(scroll, SWT.NONE);
        grid.setBackgroundMode(SWT.INHERIT_FORCE);
        GridLayout places = bare(new GridLayout(COLUMNS, true));
        places.horizontalSpacing = GAP;
        places.verticalSpacing = GAP;
        grid.setLayout(places);
        scroll.setContent(grid);
        scroll.addListener(SWT.Resize, e -> arrange());
    }

    private static GridLayout bare(GridLayout layout) {
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        return layout;
    }

    /** Whether there is something to see at once, here: a dashboard holds no other one. */
    static boolean suits(theoria.core.study.result.Composite whole, Control place) {
        return pictures(whole) > 1 && !holds(place);
    }

    private static long pictures(theoria.core.study.result.Composite whole) {
        return whole.parts().values().stream().filter(PartBoard::painted).count();
    }

    private static boolean painted(Result part) {
        return !Pictures.of(part).isEmpty();
    }

    /** Whether a control stands on a dashboard, where there is little room. */
    static boolean holds(Control control) {
        for (Control at = control; at != null; at = at.getParent()) {
            if (at.getData() instanceof PartBoard) {
                return true;
            }
        }
        return false;
    }

    /** The switch between the forms. */
    static ToolBar toggle(Composite parent, boolean on, Runnable other) {
        ToolBar bar = new ToolBar(parent, SWT.FLAT);
        ToolItem item = new ToolItem(bar, SWT.CHECK);
        Icons.dress(item, "layout-dashboard", "Dashboard", "all pictures at once, or one by one");
        item.setSelection(on);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> other.run()));
        bar.pack();
        return bar;
    }

    /** What a part is called. */
    static String title(String name, Result part) {
        return part.title().isEmpty() ? name : part.title();
    }

    @Override
    public void show(theoria.core.study.result.Composite newest) {
        boolean again = whole == newest;
        whole = newest;
        for (Map.Entry<String, Result> part : newest.parts().entrySet()) {
            String name = part.getKey();
            if (painted(part.getValue())) {
                ViewerStack stack =
                        stacks.computeIfAbsent(name, key -> add(key, title(key, part.getValue())));
                if (again) {
                    stack.again();
                } else {
                    stack.show(part.getValue(), "");
                }
                if (part.getValue() instanceof Surface) {
                    stack.onFilled(() -> surfaces.take(stack));
                    surfaces.take(stack);
                }
            }
        }
        arrange();
    }

    private ViewerStack add(String name, String title) {
        Composite place = new Composite(grid, SWT.NONE);
        place.setData(this);
        place.setLayout(bare(new GridLayout(2, false)));
        place.setLayoutData(narrow(new GridData(SWT.FILL, SWT.FILL, true, false)));
        Label label = new Label(place, SWT.NONE);
        label.setText(title);
        label.setToolTipText(title);
        label.setFont(Fonts.heading(label, 0));
        label.setLayoutData(narrow(new GridData(SWT.FILL, SWT.CENTER, true, false)));
        ToolBar bar = new ToolBar(place, SWT.FLAT);
        Icons.button(bar, "expand", "Enlarge", "this part alone", () -> open.accept(name));
        ViewerStack stack = ViewerStack.part(place, site);
        stack.setLayoutData(narrow(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1)));
        place.addListener(SWT.Activate, e -> front = name);
        return stack;
    }

    private static GridData narrow(GridData data) {
        data.widthHint = 1;
        return data;
    }

    /** Places as high as pictures of their width should be, or as there is room for. */
    private void arrange() {
        int width = scroll.getClientArea().width;
        int rows = Math.max(1, (stacks.size() + COLUMNS - 1) / COLUMNS);
        int share = scroll.getClientArea().height / rows - GAP;
        int wanted = Math.max(share, width / COLUMNS * 3 / 4 + BESIDE);
        int height = Math.max(LOWEST, Math.min(HIGHEST, wanted));
        for (Control place : grid.getChildren()) {
            ((GridData) place.getLayoutData()).heightHint = height;
        }
        scroll.setMinHeight(grid.computeSize(width, SWT.DEFAULT).y);
        grid.layout(true, true);
    }

    /** The stack that was worked with last, else the first. */
    @Override
    public Optional<ViewerStack> front() {
        ViewerStack last = stacks.get(front);
        return last != null ? Optional.of(last) : stacks.values().stream().findFirst();
    }

    @Override
    public boolean reveal(String part) {
        ViewerStack stack = stacks.get(part);
        if (stack != null) {
            front = part;
            scroll.setOrigin(0, stack.getParent().getLocation().y);
        }
        return stack != null;
    }

    @Override
    public void setFocus() {
        front().ifPresent(ViewerStack::setFocus);
    }

    @Override
    public void close() {
        stacks.values().forEach(ViewerStack::close);
        page.dispose();
    }
}
