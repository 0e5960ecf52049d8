package theoria.ui.internal.result;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

import theoria.core.study.result.Curves;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.draw.Pictures;
import theoria.ui.internal.desk.ReadOnlyEditor;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.home.Themes;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.viewer.CurveSwitches;
import theoria.ui.internal.viewer.PictureCanvas;
import theoria.ui.internal.viewer.PictureMenu;
import theoria.ui.internal.viewer.SurfaceSwitches;
import theoria.ui.internal.viewer.TableViewer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Two to four results of one study side by side: every picture they share on one scale, looked at
 * from one place; their numbers and tables joined, with differences.
 */
public final class CompareEditor extends ReadOnlyEditor {
    /** Identifier of the editor. */
    public static final String ID = "theoria.ui.compare";

    private Composite page;
    private Label reading;
    private Runnable unfollow = () -> {};
    private Runnable unfollowTheme = () -> {};
    private final List<Locked> locked = new ArrayList<>();
    private final Map<TableViewer, Table> tables = new LinkedHashMap<>();
    private boolean built;

    @Override
    public void createPartControl(Composite parent) {
        page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginHeight = 4;
        page.setLayout(layout);
        reading = new Label(page, SWT.NONE);
        reading.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        unfollow = RunBoard.get().follow(changed -> load());
        unfollowTheme = Themes.follow(page, this::dark);
        load();
    }

    private CompareInput input() {
        return (CompareInput) getEditorInput();
    }

    private void load() {
        if (!built && !page.isDisposed() && input().complete()) {
            built = true;
            load(new ArrayDeque<>(input().entries()));
        }
    }

    private void load(Deque<RunEntry> missing) {
        RunEntry next = missing.poll();
        if (next != null) {
            RunBoard.get().load(next, () -> load(missing));
        } else if (!page.isDisposed()) {
            build(input().entries());
        }
    }

    private void build(List<RunEntry> entries) {
        List<Result> results = new ArrayList<>();
        List<RunEntry> kept = new ArrayList<>();
        for (RunEntry entry : entries) {
            if (entry.result().isPresent()) {
                results.add(entry.result().get());
                kept.add(entry);
            }
        }
        List<String> names = RunNames.of(kept);
        if (results.size() < 2) {
            new Label(page, SWT.WRAP).setText("Fewer than two of these results can be read.");
            page.layout(true);
            return;
        }
        Label title = new Label(page, SWT.NONE);
        title.setText(entries.get(0).title() + ", " + results.size() + " results");
        title.setFont(Fonts.heading(title, 2));
        CTabFolder tabs = new CTabFolder(page, SWT.BOTTOM | SWT.FLAT);
        tabs.setLayoutData(narrow(new GridData(SWT.FILL, SWT.FILL, true, true)));
        reading.moveBelow(tabs);
        shared(results).forEach((name, pictures) -> addPictures(tabs, name, pictures, kept));
        addTable(tabs, "Numbers", JoinedTables.numbers(results, names));
        tables(results)
                .forEach((name, tables) -> addTable(tabs, name, JoinedTables.join(tables, names)));
        tabs.setSelection(0);
        page.layout(true, true);
    }

    /** The pictures that every result has, by name. */
    private static Map<String, List<Result>> shared(List<Result> results) {
        Map<String, List<Result>> shared = new LinkedHashMap<>();
        Map<String, Result> first = Pictures.of(results.get(0));
        for (Map.Entry<String, Result> own : first.entrySet()) {
            String name = own.getKey();
            List<Result> same = new ArrayList<>();
            for (Result result : results) {
                Result picture = Pictures.of(result).get(name);
                if (picture != null && picture.kind().equals(own.getValue().kind())) {
                    same.add(picture);
                }
            }
            if (same.size() == results.size()) {
                shared.put(name, same);
            }
        }
        return shared;
    }

    /** The tables that every result has with the same headings, by name. */
    private static Map<String, List<Table>> tables(List<Result> results) {
        Map<String, List<Table>> shared = new LinkedHashMap<>();
        for (String name : results.get(0).tables().keySet()) {
            List<Table> same = new ArrayList<>();
            for (Result result : results) {
                Table table = result.tables().get(name);
                if (table != null
                        && (same.isEmpty() || headings(table).equals(headings(same.get(0))))) {
                    same.add(table);
                }
            }
            if (same.size() == results.size()) {
                shared.put("Table " + words(name), same);
            }
        }
        return shared;
    }

    /** The name of a part as a person reads it. */
    private static String words(String name) {
        return name.replace(".", ", ").replace("_", " ");
    }

    private static String heading(String name) {
        String words = words(name);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<String> headings(Table table) {
        return table.columns().stream().map(column -> column.heading()).toList();
    }

    private void addPictures(
            CTabFolder tabs, String name, List<Result> pictures, List<RunEntry> entries) {
        CTabItem tab = new CTabItem(tabs, SWT.NONE);
        tab.setText(heading(name));
        Composite place = new Composite(tabs, SWT.NONE);
        place.setLayout(bare(new GridLayout()));
        tab.setControl(place);
        ToolBar bar = new ToolBar(place, SWT.FLAT | SWT.RIGHT);
        bar.setLayoutData(new GridData(SWT.END, SWT.TOP, true, false));
        Composite grid = new Composite(place, SWT.NONE);
        grid.setLayout(new SideBySide());
        grid.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        List<String> names = RunNames.of(entries);
        List<PictureCanvas> canvases = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            canvases.add(addPicture(grid, names.get(i), entries.get(i)));
        }
        Locked together = new Locked(canvases, pictures);
        together.show(Fonts.dark(page));
        locked.add(together);
        addSwitches(bar, together, pictures);
    }

    private PictureCanvas addPicture(Composite grid, String name, RunEntry entry) {
        Composite cell = new Composite(grid, SWT.NONE);
        cell.setLayout(bare(new GridLayout()));
        Label label = new Label(cell, SWT.WRAP);
        label.setText(name);
        label.setToolTipText(name);
        label.setLayoutData(narrow(new GridData(SWT.FILL, SWT.TOP, true, false)));
        PictureCanvas canvas =
                new PictureCanvas(
                        cell,
                        under -> reading.setText(under.map(r -> r.text()).orElse("")),
                        clicked -> {});
        canvas.setLayoutData(narrow(new GridData(SWT.FILL, SWT.FILL, true, true)));
        PictureMenu.put(canvas, site(() -> Optional.of(entry)));
        return canvas;
    }

    private static void addSwitches(ToolBar bar, Locked together, List<Result> pictures) {
        if (pictures.get(0) instanceof Surface surface) {
            SurfaceSwitches switches = new SurfaceSwitches(bar, together);
            switches.offer(surface);
            if (pictures.stream().allMatch(CompareEditor::stands)) {
                switches.addSpace();
            }
        } else if (pictures.get(0) instanceof Curves curves) {
            new CurveSwitches(bar, together).offer(curves);
        }
        Icons.button(
                bar,
                "maximize",
                "Reset",
                "show everything again (double click, or 0)",
                () -> together.look(together.view().whole()));
    }

    private static boolean stands(Result result) {
        return result instanceof Surface surface
                && surface.x().length > 1
                && surface.y().length > 1;
    }

    private EditorSite site(Supplier<Optional<RunEntry>> run) {
        return new EditorSite(page, run, reading::setText, reading::setText, reading::setText);
    }

    private static GridLayout bare(GridLayout layout) {
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        return layout;
    }

    /** Lets the results share the width that is there, however wide they would like to be. */
    private static GridData narrow(GridData data) {
        data.widthHint = 1;
        return data;
    }

    private void addTable(CTabFolder tabs, String name, Table table) {
        CTabItem tab = new CTabItem(tabs, SWT.NONE);
        tab.setText(name);
        Composite place = new Composite(tabs, SWT.NONE);
        place.setLayout(new FillLayout());
        tab.setControl(place);
        TableViewer viewer = new TableViewer();
        viewer.create(place, site(Optional::empty));
        viewer.show(table);
        tables.put(viewer, table);
    }

    private void dark(boolean dark) {
        locked.forEach(together -> together.show(dark));
        tables.forEach(TableViewer::show);
    }

    @Override
    public void setFocus() {
        page.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowTheme.run();
        super.dispose();
    }
}
