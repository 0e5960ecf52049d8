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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Changes of the registry that a person makes in the window, each in a job; deletions can be
 * undone.
 */
final class ModelChanges {
    private final Desk desk = Desk.get();
    private final Shell shell;
    private final Deque<Removal> removed = new ArrayDeque<>();

    ModelChanges(Shell shell) {
        this.shell = shell;
    }

    /** A change of the registry. */
    private interface Change {
        void on(ModelRegistry registry) throws RegistryException;
    }

    /**
     * A deletion that was asked for.
     *
     * @param label what shall go, in words
     * @param gone what has gone, which is less if the registry refused
     */
    private record Removal(String label, List<ModelVersion> gone) {}

    private void change(String name, Change change, Runnable done, Runnable refused) {
        desk.registry()
                .ifPresent(
                        registry ->
                                new RegistryJob<>(
                                                name,
                                                registry,
                                                open -> {
                                                    change.on(open);
                                                    return true;
                                                },
                                                so -> done.run(),
                                                sentence -> refuse(sentence, refused))
                                        .schedule());
    }

    private void change(String name, Change change) {
        change(name, change, () -> {}, () -> {});
    }

    /** Says why something was not done. */
    void refuse(String sentence) {
        refuse(sentence, () -> {});
    }

    private void refuse(String sentence, Runnable then) {
        then.run();
        if (!shell.isDisposed()) {
            MessageDialog.openInformation(shell, "Models", sentence);
        }
    }

    void rename(ModelVersion version, String name) {
        change(
                "Renaming " + version.name(),
                registry -> registry.rename(version.name(), name),
                () -> desk.choose(List.of(name + ":" + version.number())),
                () -> {});
    }

    Consumer<String> tag(ModelVersion version) {
        return tag ->
                change("Tagging " + version.reference(), registry -> registry.addTag(version, tag));
    }

    void untag(ModelVersion version, String tag) {
        change(
                "Taking a tag off " + version.reference(),
                registry -> registry.removeTag(version, tag));
    }

    Consumer<String> alias(ModelVersion version) {
        return alias ->
                change(
                        "Giving an alias to " + version.reference(),
                        registry -> registry.setAlias(version, alias));
    }

    void unalias(ModelVersion version, String alias) {
        change(
                "Taking an alias off " + version.reference(),
                registry -> registry.removeAlias(version, alias));
    }

    Consumer<String> note(ModelVersion version) {
        return note ->
                change(
                        "Noting on " + version.reference(),
                        registry -> registry.setNote(version, note));
    }

    /** Hides versions; undo brings them back with everything they had. */
    void remove(List<ModelVersion> versions) {
        if (versions.isEmpty() || desk.registry().isEmpty()) {
            return;
        }
        List<ModelVersion> all = List.copyOf(versions);
        String label = all.size() == 1 ? all.get(0).reference() : all.size() + " versions";
        // undo may be asked for at once: its job comes after this one
        Removal removal = new Removal(label, new CopyOnWriteArrayList<>());
        removed.push(removal);
        change(
                "Deleting " + label,
                registry -> {
                    for (ModelVersion version : all) {
                        registry.remove(version);
                        removal.gone().add(version);
                    }
                },
                () -> {},
                () -> forgetIfNothingWent(removal));
    }

    private void forgetIfNothingWent(Removal removal) {
        if (removal.gone().isEmpty()) {
            removed.removeIf(one -> one == removal);
        }
    }

    boolean canUndo() {
        return !removed.isEmpty();
    }

    String undoLabel() {
        Removal last = removed.peek();
        return last == null ? "" : "Undo deleting " + last.label();
    }

    void undo() {
        Removal last = removed.poll();
        if (last != null) {
            change(
                    "Bringing back " + last.label(),
                    registry -> {
                        for (ModelVersion version : last.gone()) {
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
