package theoria.ui.internal.result;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.report.ReportDraft;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.study.StudyForms;
import theoria.ui.internal.viewer.PictureViewer;
import theoria.ui.internal.viewer.TableText;

import java.util.List;
import java.util.Optional;

/** What can be done with an open result. */
final class ResultMenu {
    /** Key of the menu that is open, among the data of its button. */
    private static final String MENU = "theoria.menu";

    private final ResultEditor editor;

    ResultMenu(ResultEditor editor) {
        this.editor = editor;
    }

    void addTo(ToolBar bar) {
        Icons.button(
                bar, "copy", "Copy", "copy the picture or the table that is in front", this::copy);
        ToolItem export = new ToolItem(bar, SWT.DROP_DOWN);
        Icons.dress(export, "download", "Export", "write this result to a file");
        export.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> choose(bar, export)));
        Icons.button(
                bar,
                "file-plus",
                "Add to report",
                "put this result into the report",
                this::addToReport);
        Icons.button(
                bar,
                "rotate-ccw",
                "Run again...",
                "open the form with the values of this run",
                this::again);
        Icons.button(
                bar,
                "terminal",
                "Copy command",
                "copy the command line that does the same",
                this::command);
        ToolItem workbook =
                Icons.button(
                        bar,
                        "table-2",
                        "Excel report...",
                        "write this result as a workbook",
                        this::workbook);
        workbook.setText("Excel report...");
    }

    private Optional<Report> report() {
        return editor.entry()
                .flatMap(Exports::run)
                .map((Run run) -> new Report(run.descriptor().title(), List.of(run)));
    }

    private void choose(ToolBar bar, ToolItem item) {
        Optional<Report> report = report();
        Menu menu = new Menu(bar);
        if (report.isEmpty()) {
            MenuItem none = new MenuItem(menu, SWT.PUSH);
            none.setText("There is no result yet");
            none.setEnabled(false);
        } else {
            Exports.writers(report.get())
                    .forEach(
                            (ending, writer) ->
                                    add(menu, report.get(), ending, writer.description()));
        }
        item.setData(MENU, menu);
        Rectangle place = item.getBounds();
        menu.setLocation(bar.toDisplay(place.x, place.y + place.height));
        menu.addListener(SWT.Hide, e -> bar.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
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
        Optional<ImageData> image =
                editor.stack()
                        .front()
                        .filter(PictureViewer.class::isInstance)
                        .flatMap(viewer -> ((PictureViewer) viewer).canvas().copy());
        Clipboard clipboard = new Clipboard(editor.getSite().getShell().getDisplay());
        if (image.isPresent()) {
            clipboard.setContents(
                    new Object[] {image.get()}, new Transfer[] {ImageTransfer.getInstance()});
            editor.say("Copied the picture.");
        } else {
            editor.entry().flatMap(RunEntry::result).ifPresent(r -> copyTable(clipboard, r));
        }
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
