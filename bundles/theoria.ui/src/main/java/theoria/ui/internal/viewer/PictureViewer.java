package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Result;
import theoria.draw.Reading;
import theoria.draw.Snapshot;
import theoria.draw.View;
import theoria.ui.internal.home.Icons;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.Selection;
import theoria.ui.viewers.ViewerSite;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A picture with its switches above. Kinds differ in their switches and in what a click selects.
 */
public abstract class PictureViewer implements ResultViewer {
    private ViewerSite site;
    private PictureCanvas canvas;
    private SwitchRows head;
    private ToolBar tools;
    private @Nullable Result shown;
    private Runnable unfollow = () -> {};

    @Override
    public final void create(Composite parent, ViewerSite where) {
        site = where;
        Composite page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        page.setLayout(layout);
        head = new SwitchRows(page, PartBoard.holds(page));
        tools = head.add();
        Composite place = place(page);
        canvas = new PictureCanvas(place, this::hover, this::click);
        if (place == page) {
            canvas.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        }
        canvas.keepLooking(first(View.USUAL));
        unfollow = site.selection().follow(this::mark);
        mark(site.selection().current());
        addSwitches();
        Icons.button(
                tools,
                "maximize",
                "Reset",
                "show everything again (double click, or 0)",
                this::showEverything);
        PictureMenu.put(canvas, where);
        created(page);
        page.addListener(SWT.Resize, e -> head.fit(page.getSize().x));
    }

    /** Where on the page the picture stands: the page itself, unless there is more than it. */
    protected Composite place(Composite page) {
        return page;
    }

    /** Called at the end of making the widgets, to add more below the picture. */
    protected void created(Composite page) {}

    /** Shows all of it again. */
    protected void showEverything() {
        canvas.showEverything();
    }

    /** The view a person sees first. */
    protected View first(View usual) {
        return usual;
    }

    /** Adds the switches of the kind. */
    protected void addSwitches() {}

    /** What a click on this reading selects; nothing if this is not overridden. */
    protected Selection selected(Reading reading, Selection current) {
        return current;
    }

    /** Called after another result is shown, once the canvas has it. */
    protected void showing(Result result) {}

    @Override
    public void show(Result result) {
        shown = result;
        canvas.show(result, site.dark());
        showing(result);
    }

    @Override
    public void setFocus() {
        canvas.setFocus();
    }

    /** The result that is shown, if any. */
    protected final Optional<Result> result() {
        return Optional.ofNullable(shown);
    }

    /** The canvas. */
    public final PictureCanvas canvas() {
        return canvas;
    }

    @Override
    public boolean copyPicture() {
        return canvas.toClipboard();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return canvas.snapshot(site);
    }

    /** Where it stands. */
    protected final ViewerSite site() {
        return site;
    }

    /** A further bar of switches, left of the usual one or above it. */
    protected final ToolBar moreTools() {
        return head.add();
    }

    /** The bar of switches. */
    protected final ToolBar tools() {
        return tools;
    }

    /** Adds a switch that is on or off. */
    protected final ToolItem addSwitch(String label, String help, Consumer<Boolean> turned) {
        ToolItem item = new ToolItem(tools, SWT.CHECK);
        item.setText(label);
        item.setToolTipText(help);
        item.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> turned.accept(item.getSelection())));
        return item;
    }

    @Override
    public void dispose() {
        unfollow.run();
    }

    /** Marks what is selected, wherever it was selected. */
    private void mark(Selection selection) {
        if (!canvas.isDisposed()) {
            mark(canvas, selection);
        }
    }

    /** Marks what is selected on a picture. */
    protected void mark(PictureCanvas where, Selection selection) {
        if (!where.isDisposed()) {
            where.mark(
                    selection::isNamed,
                    selection.point().map(p -> new Reading.Place(p.x(), p.y())));
        }
    }

    /** Hears what lies beneath the pointer. */
    protected void hover(Optional<Reading> reading) {
        site.reading(reading.map(Reading::text).orElse(""));
    }

    /** Hears what was clicked. */
    protected final void click(Reading reading) {
        site.selection().select(selected(reading, site.selection().current()));
    }
}
