package theoria.ui.internal.model;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;

import theoria.core.model.load.FormatException;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.DataShelf;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Themes;
import theoria.ui.internal.viewer.PictureCanvas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The data sets; of the chosen one its first examples, its classes and its numbers. */
public final class DataView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.data";

    private final Desk desk = Desk.get();
    private Table table;
    private Label words;
    private CTabFolder tabs;
    private PictureCanvas examples;
    private PictureCanvas classes;
    private PictureCanvas values;
    private Runnable unfollow = () -> {};
    private Runnable unfollowTheme = () -> {};
    private Optional<DataSummary> summary = Optional.empty();
    private int asked;

    @Override
    public void createPartControl(Composite parent) {
        SashForm split = new SashForm(parent, SWT.VERTICAL);
        Composite top = new Composite(split, SWT.NONE);
        GridLayout layout = new GridLayout(2, true);
        layout.marginWidth = 2;
        layout.marginHeight = 2;
        top.setLayout(layout);
        table = new Table(top, SWT.SINGLE | SWT.FULL_SELECTION);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        table.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> chosen().ifPresent(desk::chooseData)));
        button(top, "Open a file...", () -> Opening.askData(getSite().getWorkbenchWindow()));
        button(
                top,
                "Open a folder...",
                () -> Opening.askDataFolder(getSite().getWorkbenchWindow()));
        addMenu();
        Composite bottom = new Composite(split, SWT.NONE);
        GridLayout below = new GridLayout();
        below.marginWidth = 2;
        below.marginHeight = 0;
        bottom.setLayout(below);
        words = new Label(bottom, SWT.WRAP);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = 100;
        words.setLayoutData(wide);
        tabs = new CTabFolder(bottom, SWT.BOTTOM | SWT.FLAT);
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        examples = tab("Examples");
        classes = tab("Classes");
        values = tab("Values");
        tabs.setSelection(0);
        split.setWeights(30, 70);
        unfollow =
                desk.follow(
                        change -> {
                            // of versions it needs no more than that there is a registry
                            boolean waiting = change == Desk.Change.VERSIONS && summary.isEmpty();
                            if (change == Desk.Change.DATA || waiting) {
                                fill();
                            }
                        });
        unfollowTheme = Themes.follow(split, dark -> show());
        fill();
    }

    private PictureCanvas tab(String title) {
        CTabItem tab = new CTabItem(tabs, SWT.NONE);
        tab.setText(title);
        PictureCanvas canvas = new PictureCanvas(tabs, reading -> {}, reading -> {});
        tab.setControl(canvas);
        return canvas;
    }

    private static void button(Composite parent, String label, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(label);
        button.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
    }

    private void addMenu() {
        Menu menu = new Menu(table);
        MenuItem remove = new MenuItem(menu, SWT.PUSH);
        remove.setText("Remove from the list");
        remove.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> chosen().ifPresent(desk::forgetData)));
        menu.addListener(
                SWT.Show,
                e -> remove.setEnabled(table.getSelectionIndex() > 0)); // the built-in one stays
        table.setMenu(menu);
    }

    /** The data of the row that is selected; Ctrl and a click leave none. */
    private Optional<String> chosen() {
        return Arrays.stream(table.getSelection())
                .map(item -> String.valueOf(item.getData()))
                .findFirst();
    }

    /** Brings the view to the front. */
    static void reveal(IWorkbenchPage page) {
        try {
            page.showView(ID);
        } catch (PartInitException e) {
            Platform.getLog(DataView.class).error("the data view cannot be opened", e);
        }
    }

    private void fill() {
        if (table.isDisposed()) {
            return;
        }
        List<String> references = desk.shelf().references();
        table.removeAll();
        for (String reference : references) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(DataShelf.label(reference));
            item.setData(reference);
        }
        table.setSelection(references.indexOf(desk.shelf().chosen()));
        read(desk.shelf().chosen());
    }

    private void read(String reference) {
        Optional<Sources> sources = desk.sources();
        if (sources.isEmpty()) {
            return;
        }
        int now = ++asked;
        Job.create(
                        "Reading " + DataShelf.label(reference),
                        (ICoreRunnable) monitor -> read(now, reference, sources.get()))
                .schedule();
    }

    private void read(int now, String reference, Sources sources) {
        try {
            DataSummary read = DataSummary.of(sources.data(List.of(reference)).orElseThrow());
            desk.later(
                    () -> {
                        if (now == asked) {
                            summary = Optional.of(read);
                            show();
                        }
                    });
        } catch (FormatException e) {
            desk.later(
                    () -> {
                        if (now == asked && !words.isDisposed()) {
                            summary = Optional.empty();
                            words.setText(String.valueOf(e.getMessage()));
                            words.getParent().layout(true);
                        }
                    });
        }
    }

    private void show() {
        if (!words.isDisposed()) {
            summary.ifPresent(this::show);
        }
    }

    private void show(DataSummary shown) {
        words.setText(shown.words());
        words.getParent().layout(true);
        boolean dark = Fonts.dark(tabs);
        shown.examples().ifPresent(images -> examples.show(images, dark));
        classes.show(shown.classes(), dark);
        values.show(shown.values(), dark);
        if (shown.examples().isEmpty()) {
            tabs.setSelection(1);
        }
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowTheme.run();
        super.dispose();
    }
}
