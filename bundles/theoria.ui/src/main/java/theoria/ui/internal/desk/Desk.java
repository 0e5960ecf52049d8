package theoria.ui.internal.desk;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.ExtensionCatalogue;
import theoria.runtime.job.Advice;
import theoria.runtime.job.RunSpec;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.source.RegistryService;
import theoria.runtime.source.Sources;
import theoria.runtime.source.Workspace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the views of the window work with: the workspace, what is installed, the models and data
 * that are there and chosen. Its methods belong to the thread of the window unless they say
 * otherwise; it reads the registry in jobs.
 */
public final class Desk {
    private static final Advice ADVICE =
            new Advice("choose it on the left", "choose it on the left");

    private static @Nullable Desk instance;

    private final Display display;
    private final Catalogue catalogue = new ExtensionCatalogue(RegistryFactory.getRegistry());
    private final StudyRunner runner;
    private final KeptChoices kept = new KeptChoices();
    private final SharedSelection selection = new SharedSelection(kept.selection());
    private final DataShelf shelf = new DataShelf();
    private final Listeners<Change> listeners = new Listeners<>();
    private volatile @Nullable Sources sources;
    private List<ModelVersion> versions = List.of();
    private List<String> models = kept.models();
    private @Nullable RunSpec wish;
    private String problem = "The registry of models is being opened.";

    /** What became different. */
    public enum Change {
        /** The versions in the registry, or whether there is a registry. */
        VERSIONS,
        /** The models that are chosen. */
        MODELS,
        /** The data sets that are there, or the one that is chosen. */
        DATA,
        /** The runs that are kept. */
        RUNS,
        /** The study whose form is open. */
        STUDY
    }

    private Desk(Display display) {
        this.display = display;
        this.runner =
                new StudyRunner(catalogue, Runtime.getRuntime().availableProcessors(), ADVICE);
        kept.study().ifPresent(this::chooseStudy);
        selection.follow(kept::selection);
        Runnable ends = RegistryService.follow(this::follow)::close;
        display.disposeExec(
                () -> {
                    ends.run();
                    instance = null;
                });
    }

    /** The desk of the window; to be asked for on its thread. */
    public static Desk get() {
        Desk desk = instance;
        if (desk == null) {
            desk = new Desk(Display.getCurrent());
            instance = desk;
        }
        return desk;
    }

    /** Called on the thread that opens or closes the registry. */
    private void follow(Optional<ModelRegistry> registry) {
        Optional<Workspace> workspace = registry.flatMap(open -> RegistryService.workspace());
        sources = workspace.map(place -> new Sources(catalogue, place)).orElse(null);
        later(this::refresh);
    }

    /** Runs something on the thread of the window soon, if the window is still there. */
    public void later(Runnable task) {
        try {
            display.asyncExec(task);
        } catch (SWTException e) {
            if (e.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw e;
            } // else the window is closed, and nobody is left to be told
        }
    }

    /** What is installed; from any thread. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Runs studies; from any thread. */
    public StudyRunner runner() {
        return runner;
    }

    /** Where models and data are read from, once the registry is open; from any thread. */
    public Optional<Sources> sources() {
        return Optional.ofNullable(sources);
    }

    /** The open registry; from any thread. */
    public Optional<ModelRegistry> registry() {
        Sources open = sources;
        if (open == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(open.workspace().registry());
        } catch (RegistryException e) {
            return Optional.empty(); // it was open when it was published: it is being closed
        }
    }

    /** The selection that all views share. */
    public SharedSelection selection() {
        return selection;
    }

    /** The data sets a person has opened. */
    public DataShelf shelf() {
        return shelf;
    }

    /** Every version, as last read. */
    public List<ModelVersion> versions() {
        return versions;
    }

    /** The version of an exact reference. */
    public Optional<ModelVersion> version(String reference) {
        return versions.stream().filter(v -> v.reference().equals(reference)).findFirst();
    }

    /** Why there are no versions, in words; empty if all is well. */
    public String problem() {
        return problem;
    }

    /** References of the chosen models; the first is the current one. */
    public List<String> models() {
        return models;
    }

    /** Chooses models; the first becomes part of the selection. */
    public void choose(List<String> references) {
        if (!references.equals(models)) {
            models = List.copyOf(references);
            kept.models(models);
            String first = models.isEmpty() ? "" : models.get(0);
            selection.select(selection.current().ofModel(first));
            listeners.tell(Change.MODELS);
        }
    }

    /** Chooses a data set, which is put on the shelf if it is not there yet. */
    public void chooseData(String reference) {
        shelf.choose(reference);
        listeners.tell(Change.DATA);
    }

    /** Takes a data set off the shelf. */
    public void forgetData(String reference) {
        shelf.remove(reference);
        listeners.tell(Change.DATA);
    }

    /** The run that is being thought of, if a study was chosen. */
    public Optional<RunSpec> wish() {
        return Optional.ofNullable(wish);
    }

    /** Chooses a study with all its defaults, on the chosen models and data. */
    public void chooseStudy(String study) {
        if (wish == null || !wish.study().equals(study)) {
            wish(new RunSpec(study, models, List.of(shelf.chosen()), "", "", 1, Map.of()));
        }
    }

    /** Chooses a study with these values. */
    public void wish(RunSpec spec) {
        wish = spec;
        kept.study(spec.study());
        listeners.tell(Change.STUDY);
    }

    /** Tells that a run was added or changed; from any thread. */
    public void runsChanged() {
        later(() -> listeners.tell(Change.RUNS));
    }

    /** Hears of changes on the thread of the window until what is returned is run. */
    public Runnable follow(Consumer<Change> listener) {
        return listeners.add(listener);
    }

    /** Reads the list of versions again, in a job; from any thread. */
    public void refresh() {
        Job.createSystem("Reading the list of models", (ICoreRunnable) monitor -> read())
                .schedule();
    }

    private void read() {
        Optional<ModelRegistry> registry = registry();
        if (registry.isEmpty()) {
            later(() -> become(List.of(), "No registry of models is open."));
            return;
        }
        try {
            List<ModelVersion> found = registry.get().versions();
            later(() -> become(found, ""));
        } catch (RegistryException e) {
            later(() -> become(List.of(), String.valueOf(e.getMessage())));
        }
    }

    private void become(List<ModelVersion> found, String sentence) {
        versions = found;
        problem = sentence;
        listeners.tell(Change.VERSIONS);
        if (!sentence.isEmpty()) {
            return; // what was chosen may be there again when the registry is
        }
        List<String> there =
                models.stream().filter(reference -> version(reference).isPresent()).toList();
        if (there.isEmpty() && !found.isEmpty()) {
            choose(List.of(newest(found)));
        } else {
            choose(there);
        }
    }

    private static String newest(List<ModelVersion> found) {
        ModelVersion newest = found.get(0);
        for (ModelVersion version : found) {
            if (version.created().isAfter(newest.created())) {
                newest = version;
            }
        }
        return newest.reference();
    }
}
