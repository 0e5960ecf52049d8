package theoria.ui.internal.model;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.zoo.Architecture;
import theoria.runtime.source.ModelSources;
import theoria.ui.internal.desk.Desk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The architecture of a file that holds weights only: a name of the zoo, a description or the path
 * of a file. The file is read anew with it, away from the thread of the window; an empty field
 * takes the weights as they are.
 */
final class ArchitectureField {
    private static final int PAUSE_MILLIS = 300;

    private final Path file;
    private final Combo text;
    private final BiConsumer<ImportedModel, Optional<String>> read;
    private final Consumer<String> refused;
    private int asked;

    /**
     * A field over three columns with its label before it.
     *
     * @param read hears what the file is, and with which architecture
     * @param refused hears why it does not fit
     */
    ArchitectureField(
            Composite page,
            Path file,
            BiConsumer<ImportedModel, Optional<String>> read,
            Consumer<String> refused) {
        this.file = file;
        this.read = read;
        this.refused = refused;
        new Label(page, SWT.NONE).setText("Architecture");
        text = new Combo(page, SWT.DROP_DOWN | SWT.BORDER);
        text.setItems(Architecture.names().toArray(new String[0]));
        text.setToolTipText(
                "A name of the list, mlp:784-512-10[:relu|tanh], seq:1x28x28,conv3x3x8,relu,..., or"
                        + " the path of a file whose graph is taken; empty to look at the weights"
                        + " alone");
        GridData across = new GridData(SWT.FILL, SWT.CENTER, true, false);
        across.horizontalSpan = 3;
        text.setLayoutData(across);
        text.addModifyListener(e -> changed());
    }

    private void changed() {
        int now = ++asked;
        text.getDisplay()
                .timerExec(
                        PAUSE_MILLIS,
                        () -> {
                            if (now == asked && !text.isDisposed()) {
                                read(now, text.getText().strip());
                            }
                        });
    }

    private void read(int now, String architecture) {
        Desk desk = Desk.get();
        desk.sources()
                .ifPresent(
                        sources ->
                                Job.createSystem(
                                                "Reading " + file.getFileName(),
                                                (ICoreRunnable)
                                                        monitor ->
                                                                read(
                                                                        now,
                                                                        sources.models(),
                                                                        architecture,
                                                                        desk))
                                        .schedule());
    }

    private void read(int now, ModelSources models, String architecture, Desk desk) {
        Optional<String> graph = Optional.of(architecture).filter(words -> !words.isEmpty());
        try {
            ImportedModel model = models.with(graph).read(file);
            desk.later(() -> tell(now, () -> read.accept(model, graph)));
        } catch (FormatException e) {
            desk.later(() -> tell(now, () -> refused.accept(String.valueOf(e.getMessage()))));
        }
    }

    /** Tells it, unless something else was asked for meanwhile. */
    private void tell(int now, Runnable what) {
        if (now == asked && !text.isDisposed()) {
            what.run();
        }
    }
}
