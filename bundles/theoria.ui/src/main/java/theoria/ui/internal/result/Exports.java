package theoria.ui.internal.result;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.runtime.catalogue.StudyEntry;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.run.RunEntry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writing results to files: every form that is installed. */
public final class Exports {
    private Exports() {}

    /** The run of an entry as writers take it, if it has a result. */
    public static Optional<Run> run(RunEntry entry) {
        Optional<StudyEntry> study = Desk.get().catalogue().study(entry.study());
        return study.flatMap(
                s ->
                        entry.result()
                                .map(
                                        result ->
                                                new Run(
                                                        entry.id(),
                                                        s.study().descriptor(),
                                                        result,
                                                        entry.provenance()
                                                                .orElse(
                                                                        new Provenance(
                                                                                Map.of())))));
    }

    /** The writers by the ending they serve, those that can write this report. */
    public static Map<String, ReportWriter> writers(Report report) {
        Map<String, ReportWriter> writers = new TreeMap<>();
        for (ReportWriter writer : Desk.get().catalogue().writers()) {
            if (writer.obstacle(report).isEmpty()) {
                writer.extensions().forEach(ending -> writers.put(ending, writer));
            }
        }
        return writers;
    }

    /** Asks where to, and writes. */
    public static void ask(Shell shell, Report report, String ending, Consumer<String> told) {
        ReportWriter writer = writers(report).get(ending);
        if (writer == null) {
            MessageDialog.openInformation(
                    shell, "Export", "This result cannot be written as ." + ending + ".");
            return;
        }
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setOverwrite(true);
        dialog.setFilterExtensions(new String[] {"*." + ending});
        dialog.setFilterNames(new String[] {writer.description()});
        dialog.setFileName(fileName(report.title()) + "." + ending);
        String chosen = dialog.open();
        if (chosen != null) {
            String path =
                    chosen.toLowerCase(Locale.ROOT).endsWith("." + ending)
                            ? chosen
                            : chosen + "." + ending;
            write(report, writer, Path.of(path), told);
        }
    }

    /** A title as the name of a file. */
    static String fileName(String title) {
        String plain = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return plain.replaceAll("^-|-$", "");
    }

    /** Writes in a job; the listener hears on the thread of the window what was written. */
    public static void write(
            Report report, ReportWriter writer, Path target, Consumer<String> told) {
        write(target, () -> writer.write(report, target), told);
    }

    /** Writes files. */
    @FunctionalInterface
    interface Writing {
        /** Writes them, and tells which. */
        List<Path> write() throws IOException;
    }

    /** Writes in a job; the listener hears on the thread of the window what was written. */
    static void write(Path target, Writing writing, Consumer<String> told) {
        Desk desk = Desk.get();
        Job job =
                new Job("Writing " + target.getFileName()) {
                    @Override
                    protected IStatus run(IProgressMonitor monitor) {
                        try {
                            String words = words(writing.write());
                            desk.later(() -> told.accept(words));
                            return Status.OK_STATUS;
                        } catch (IOException e) {
                            return Status.error(
                                    target + " could not be written: " + e.getMessage(), e);
                        }
                    }
                };
        job.setUser(true);
        job.schedule();
    }

    private static String words(List<Path> files) {
        return files.size() == 1
                ? "Wrote " + files.get(0)
                : "Wrote " + files.size() + " files beside " + files.get(0);
    }
}
