package theoria.ui.internal.model;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Changes of the registry that a person makes in the window; deletions can be undone. */
final class ModelChanges {
    private final Desk desk = Desk.get();
    private final Shell shell;
    private final Deque<List<ModelVersion>> removed = new ArrayDeque<>();

    ModelChanges(Shell shell) {
        this.shell = shell;
    }

    /** A change of the registry. */
    private interface Change {
        void on(ModelRegistry registry) throws RegistryException;
    }

    private boolean change(Change change) {
        Optional<ModelRegistry> registry = desk.registry();
        if (registry.isEmpty()) {
            return false;
        }
        try {
            change.on(registry.get());
            return true;
        } catch (RegistryException | IllegalArgumentException e) {
            MessageDialog.openInformation(shell, "Models", String.valueOf(e.getMessage()));
            return false;
        } finally {
            desk.refresh();
        }
    }

    void rename(ModelVersion version, String name) {
        if (change(registry -> registry.rename(version.name(), name))) {
            desk.choose(List.of(name + ":" + version.number()));
        }
    }

    Consumer<String> tag(ModelVersion version) {
        return tag -> change(registry -> registry.addTag(version, tag));
    }

    void untag(ModelVersion version, String tag) {
        change(registry -> registry.removeTag(version, tag));
    }

    Consumer<String> alias(ModelVersion version) {
        return alias -> change(registry -> registry.setAlias(version, alias));
    }

    void unalias(ModelVersion version, String alias) {
        change(registry -> registry.removeAlias(version, alias));
    }

    Consumer<String> note(ModelVersion version) {
        return note -> change(registry -> registry.setNote(version, note));
    }

    /** Hides versions; undo brings them back with everything they had. */
    void remove(List<ModelVersion> versions) {
        boolean done =
                !versions.isEmpty()
                        && change(
                                registry -> {
                                    for (ModelVersion version : versions) {
                                        registry.remove(version);
                                    }
                                });
        if (done) {
            removed.push(List.copyOf(versions));
        }
    }

    boolean canUndo() {
        return !removed.isEmpty();
    }

    String undoLabel() {
        List<ModelVersion> last = removed.peek();
        if (last == null) {
            return "";
        }
        return "Undo deleting "
                + (last.size() == 1 ? last.get(0).reference() : last.size() + " versions");
    }

    void undo() {
        List<ModelVersion> last = removed.poll();
        if (last != null) {
            change(
                    registry -> {
                        for (ModelVersion version : last) {
                            registry.restore(version.name(), version.number());
                        }
                    });
        }
    }

    /** Asks where to, and writes a version in a job. */
    void export(ModelVersion version, ModelWriter writer) {
        String ending = writer.extensions().get(0);
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setOverwrite(true);
        dialog.setText("Export " + version.reference() + " as " + writer.format());
        dialog.setFileName(version.name() + "-" + version.number() + "." + ending);
        String chosen = dialog.open();
        Optional<Sources> sources = desk.sources();
        if (chosen == null || sources.isEmpty()) {
            return;
        }
        Job job =
                new Job("Exporting " + version.reference()) {
                    @Override
                    protected IStatus run(IProgressMonitor monitor) {
                        return write(version, writer, Path.of(chosen), sources.get());
                    }
                };
        job.setUser(true);
        job.schedule();
    }

    private IStatus write(ModelVersion version, ModelWriter writer, Path file, Sources sources) {
        try {
            Model model = sources.model(version.reference());
            Optional<String> obstacle = writer.obstacle(model);
            if (obstacle.isPresent()) {
                desk.later(() -> MessageDialog.openInformation(shell, "Export", obstacle.get()));
            } else {
                writer.write(model, file);
            }
            return Status.OK_STATUS;
        } catch (IOException | FormatException | RegistryException e) {
            desk.later(
                    () -> MessageDialog.openError(shell, "Export", String.valueOf(e.getMessage())));
            return Status.OK_STATUS;
        }
    }
}
