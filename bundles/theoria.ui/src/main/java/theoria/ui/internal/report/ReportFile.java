package theoria.ui.internal.report;

import org.eclipse.swt.widgets.Shell;

import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.ui.internal.result.Exports;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Several results written as one file. */
public final class ReportFile {
    private final Shell shell;
    private final String title;
    private final List<RunEntry> entries;
    private final String ending;
    private final Consumer<String> told;

    private ReportFile(
            Shell shell,
            String title,
            List<RunEntry> entries,
            String ending,
            Consumer<String> told) {
        this.shell = shell;
        this.title = title;
        this.entries = entries;
        this.ending = ending;
        this.told = told;
    }

    /**
     * Reads the results that were not read yet, one after the other, asks where to, and writes.
     *
     * @param ending of the file, which names its form
     * @param told hears what was written
     */
    public static void write(
            Shell shell,
            String title,
            List<RunEntry> entries,
            String ending,
            Consumer<String> told) {
        ReportFile file = new ReportFile(shell, title, List.copyOf(entries), ending, told);
        file.load(new ArrayDeque<>(entries));
    }

    private void load(Deque<RunEntry> missing) {
        RunEntry next = missing.poll();
        if (next != null) {
            RunBoard.get().load(next, () -> load(missing));
        } else if (!shell.isDisposed()) {
            List<Run> runs = entries.stream().map(Exports::run).flatMap(Optional::stream).toList();
            Exports.ask(shell, new Report(title, runs), ending, told);
        }
    }
}
