package theoria.ui.internal.result;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

import theoria.draw.Snapshot;
import theoria.draw.SnapshotWriter;
import theoria.ui.internal.desk.Desk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writing a picture to a file as it is looked at: every form that paints. */
public final class ViewExport {
    private final Map<String, SnapshotWriter> writers = new LinkedHashMap<>();
    private final List<String> endings;

    private ViewExport() {
        Desk.get().catalogue().writers().stream()
                .filter(SnapshotWriter.class::isInstance)
                .map(SnapshotWriter.class::cast)
                .forEach(w -> w.extensions().forEach(ending -> writers.put(ending, w)));
        endings = new ArrayList<>(writers.keySet());
    }

    /** Asks where to, and writes in the form that the name chosen ends with. */
    public static void ask(Shell shell, Snapshot seen, Consumer<String> told) {
        ViewExport export = new ViewExport();
        if (export.endings.isEmpty()) {
            MessageDialog.openInformation(
                    shell, "Export", "Nothing that writes pictures is installed.");
            return;
        }
        export.target(shell, seen.title())
                .ifPresent(
                        target ->
                                Exports.write(
                                        target,
                                        () -> {
                                            export.writer(target).write(seen, target);
                                            return List.of(target);
                                        },
                                        told));
    }

    private Optional<Path> target(Shell shell, String title) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText("Export this view");
        dialog.setOverwrite(true);
        dialog.setFilterExtensions(endings.stream().map(e -> "*." + e).toArray(String[]::new));
        dialog.setFilterNames(
                endings.stream().map(e -> writer(e).description()).toArray(String[]::new));
        dialog.setFileName(Exports.fileName(title) + "." + endings.get(0));
        String chosen = dialog.open();
        if (chosen == null) {
            return Optional.empty();
        }
        boolean known = writers.containsKey(ending(chosen));
        String form = endings.get(Math.max(0, dialog.getFilterIndex()));
        return Optional.of(Path.of(known ? chosen : chosen + "." + form));
    }

    private SnapshotWriter writer(Path target) {
        return writer(ending(target.toString()));
    }

    private SnapshotWriter writer(String ending) {
        SnapshotWriter writer = writers.get(ending);
        if (writer == null) {
            throw new IllegalArgumentException("no writer of ." + ending + " among " + endings);
        }
        return writer;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
