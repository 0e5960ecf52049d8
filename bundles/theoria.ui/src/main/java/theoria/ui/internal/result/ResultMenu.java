package theoria.ui.internal.result;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.Run;
import theoria.core.study.WeightSpace;
import theoria.core.study.report.Report;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.draw.Snapshot;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.report.ReportDraft;
import theoria.ui.internal.run.PlaceJob;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.study.StudyForms;
import theoria.ui.internal.viewer.TableText;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.Selection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be done with an open result. */
final class ResultMenu {
    /** Key of the menu that is open, among the data of its button. */
    private static final String MENU = "theoria.menu";

    private static final String AT_POINT = "Network at point";

    private final ResultEditor editor;
    private final Action workbook;
    private final List<Action> actions;

    /** Something that can be done, as a button or an item of a menu. */
    private record Action(String icon, String label, String help, Runnable run) {}

    ResultMenu(ResultEditor editor) {
        this.editor = editor;
        actions =
                List.of(
                        new Action(
                                "copy",
                                "Copy",
                                "copy the picture or the table that is in front",
                                this::copy),
                        new Action(
                                "file-plus",
                                "Add to report",
                                "put this result into the report",
                                this::addToReport),
                        new Action(
                                "map-pin",
                                AT_POINT,
                                "register the network at the selected point, and choose it",
                                this::place),
                        new Action(
                                "rotate-ccw",
                                "Run again...",
                                "open the form with the values of this run",
                                this::again),
                        new Action(
                                "terminal",
                                "Copy command",
                                "copy the command line that does the same",
                                this::command));
        workbook =
                new Action(
                        "table-2",
                        "Excel report...",
                        "write this result as a workbook",
                        this::workbook);
    }

    /** Puts the actions into a bar, as buttons. */
    void addTo(ToolBar bar) {
        button(bar, actions.get(0));
        ToolItem export = new ToolItem(bar, SWT.DROP_DOWN);
        Icons.dress(export, "download", "Export", "write this result to a file");
        export.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> choose(bar, export)));
        shown().forEach(action -> button(bar, action));
        button(bar, workbook).setText(workbook.label());
    }

    /** Puts the actions into a context menu, below what it has of its own. */
    void addTo(Menu menu) {
        if (menu.getItemCount() == 0) {
            item(menu, actions.get(0));
        } else {
            new MenuItem(menu, SWT.SEPARATOR);
        }
        MenuItem export = new MenuItem(menu, SWT.CASCADE);
        export.setText("Export");
        Menu files = new Menu(export);
        export.setMenu(files);
        files.addListener(SWT.Show, e -> fill(files));
        shown().forEach(action -> item(menu, action));
        item(menu, workbook);
    }

    /** All but the first, and the network at a point where points are networks. */
    private Stream<Action> shown() {
        boolean networks = space().isPresent();
        return actions.stream()
                .skip(1)
                .filter(action -> networks || !action.label().equals(AT_POINT));
    }

    private static ToolItem button(ToolBar bar, Action action) {
        return Icons.button(bar, action.icon(), action.label(), action.help(), action.run());
    }

    private static void item(Menu menu, Action action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(action.label());
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run().run()));
    }

    private Optional<Report> report() {
        return editor.entry()
                .flatMap(Exports::run)
                .map((Run run) -> new Report(run.descriptor().title(), List.of(run)));
    }

    private void choose(ToolBar bar, ToolItem item) {
        Menu menu = new Menu(bar);
        fill(menu);
        item.setData(MENU, menu);
        Rectangle place = item.getBounds();
        menu.setLocation(bar.toDisplay(place.x, place.y + place.height));
        menu.addListener(SWT.Hide, e -> e.display.asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    /** The forms in which the result can be written now. */
    private void fill(Menu menu) {
        for (MenuItem old : menu.getItems()) {
            old.dispose();
        }
        Optional<Report> report = report();
        if (report.isEmpty()) {
            MenuItem none = new MenuItem(menu, SWT.PUSH);
            none.setText("There is no result yet");
            none.setEnabled(false);
        } else {
            editor.stack()
                    .front()
                    .flatMap(ResultViewer::snapshot)
                    .ifPresent(seen -> addView(menu, seen));
            Exports.writers(report.get())
                    .forEach(
                            (ending, writer) ->
                                    add(menu, report.get(), ending, writer.description()));
        }
    }

    /** First what is seen, then what the whole result can be written as. */
    private void addView(Menu menu, Snapshot seen) {
        MenuItem choice = new MenuItem(menu, SWT.PUSH);
        choice.setText("This view...   the picture as it is looked at now");
        choice.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> ViewExport.ask(editor.getSite().getShell(), seen, editor::say)));
        new MenuItem(menu, SWT.SEPARATOR);
    }

    private void add(Menu menu, Report report, String ending, String description) {
        MenuItem choice = new MenuItem(menu, SWT.PUSH);
        choice.setText("." + ending + "   " + description);
        choice.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e ->
                                Exports.ask(
                                        editor.getSite().getShell(), report, ending, editor::say)));
    }

    private void workbook() {
        Shell shell = editor.getSite().getShell();
        report().ifPresentOrElse(
                        report -> Exports.ask(shell, report, "xlsx", editor::say),
                        () -> editor.say("There is no result yet."));
    }

    private void copy() {
        if (editor.stack().front().filter(ResultViewer::copyPicture).isPresent()) {
            editor.say("Copied the picture.");
            return;
        }
        Clipboard clipboard = new Clipboard(editor.getSite().getShell().getDisplay());
        editor.entry().flatMap(RunEntry::result).ifPresent(r -> copyTable(clipboard, r));
        clipboard.dispose();
    }

    private void copyTable(Clipboard clipboard, Result result) {
        Optional<Table> table = result.tables().values().stream().findFirst();
        if (table.isPresent()) {
            clipboard.setContents(
                    new Object[] {TableText.tabSeparated(table.get())},
                    new Transfer[] {TextTransfer.getInstance()});
            editor.say("Copied " + table.get().rows() + " rows.");
        }
    }

    private void addToReport() {
        editor.entry()
                .ifPresent(
                        entry -> {
                            ReportDraft.get().add(entry);
                            editor.say("Added to the report, see the view Report.");
                        });
    }

    /** The study of this result, if its picture lies in the space of weights. */
    private Optional<WeightSpace> space() {
        return editor.entry()
                .flatMap(entry -> Desk.get().catalogue().study(entry.study()))
                .map(StudyEntry::study)
                .filter(WeightSpace.class::isInstance)
                .map(WeightSpace.class::cast);
    }

    private void place() {
        Optional<RunSpec> spec = editor.entry().flatMap(RunEntry::spec);
        Optional<Selection.Point> point = Desk.get().selection().current().point();
        if (spec.isEmpty() || space().isEmpty()) {
            editor.say("The points of this result are no networks.");
        } else if (spec.get().models().size() > space().get().descriptor().models().least()) {
            editor.say("Several models are shown; run the study with one to take a network.");
        } else if (point.isEmpty()) {
            editor.say("Click a point of the picture first.");
        } else {
            editor.say("Taking the network at the point ...");
            new PlaceJob(space().get(), spec.get(), point.get(), editor::say).schedule();
        }
    }

    private void again() {
        editor.entry()
                .flatMap(RunEntry::spec)
                .ifPresent(spec -> StudyForms.open(editor.getSite().getPage(), spec));
    }

    private void command() {
        editor.entry()
                .flatMap(RunEntry::spec)
                .ifPresent(
                        spec -> {
                            Clipboard clipboard =
                                    new Clipboard(editor.getSite().getShell().getDisplay());
                            clipboard.setContents(
                                    new Object[] {spec.commandLine()},
                                    new Transfer[] {TextTransfer.getInstance()});
                            clipboard.dispose();
                            editor.say("Copied: " + spec.commandLine());
                        });
    }
}
