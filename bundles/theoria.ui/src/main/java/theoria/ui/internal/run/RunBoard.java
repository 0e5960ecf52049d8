package theoria.ui.internal.run;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.registry.RunRecord;
import theoria.core.study.codec.RunCodec;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunHistory;
import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.desk.Listeners;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All runs of the window: those of now and those the registry keeps. Its methods belong to the
 * thread of the window unless they say otherwise.
 */
public final class RunBoard {
    private static final int MOST_KEPT = 300;

    private static @Nullable RunBoard instance;

    private final Desk desk;
    private final List<RunEntry> entries = new ArrayList<>();
    private final Listeners<RunEntry> listeners = new Listeners<>();
    private final Set<RunEntry> changed = new LinkedHashSet<>();

    private RunBoard(Desk desk) {
        this.desk = desk;
        desk.follow(
                change -> {
                    if (change == Desk.Change.VERSIONS) {
                        readHistory();
                    }
                });
        readHistory();
    }

    /** The board of the window; to be asked for on its thread. */
    public static RunBoard get() {
        Desk desk = Desk.get();
        RunBoard board = instance;
        if (board == null || board.desk != desk) {
            board = new RunBoard(desk);
            instance = board;
        }
        return board;
    }

    /** Every run, newest first. */
    public List<RunEntry> entries() {
        return List.copyOf(entries);
    }

    /** The run of an identifier, if it is known. */
    public Optional<RunEntry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The run that works, else the newest that waits. */
    public Optional<RunEntry> alive() {
        return entries.stream()
                .filter(e -> e.state().alive() && e.state() != RunEntry.State.WAITING)
                .findFirst()
                .or(() -> entries.stream().filter(e -> e.state().alive()).findFirst());
    }

    /** Begins a run; several at once wait for each other. */
    public RunEntry start(RunSpec spec) {
        RunEntry entry = new RunEntry(titleOf(spec.study()), spec);
        add(entry);
        new StudyJob(this, desk, entry, spec).schedule();
        return entry;
    }

    /** Begins a training; several runs at once wait for each other. */
    public RunEntry train(TrainingWish wish) {
        RunEntry entry = new RunEntry(wish);
        add(entry);
        new TrainingJob(this, desk, entry, wish).schedule();
        return entry;
    }

    /** Adds something to be done that is no study. */
    RunEntry add(String title) {
        RunEntry entry = new RunEntry(title);
        add(entry);
        return entry;
    }

    private void add(RunEntry entry) {
        entries.add(0, entry);
        tell(entry);
    }

    /** Lets a run go on that was stopped, from where it was kept. */
    public void resume(RunEntry entry) {
        if (entry.state() == RunEntry.State.PAUSED) {
            entry.control().resume();
            entry.enter(RunEntry.State.RUNNING);
            tell(entry);
        } else if (canGoOn(entry) && entry.training().isPresent()) {
            entry.wait(new RunControl());
            tell(entry);
            new TrainingJob(this, desk, entry, entry.training().get()).schedule();
        } else if (canGoOn(entry)) {
            load(
                    entry,
                    () ->
                            entry.spec()
                                    .ifPresent(
                                            spec -> {
                                                entry.wait(new RunControl());
                                                tell(entry);
                                                new StudyJob(this, desk, entry, spec).schedule();
                                            }));
        }
    }

    /** Whether there is something left to do: the run was held, stopped, or failed. */
    public static boolean canGoOn(RunEntry entry) {
        return switch (entry.state()) {
            case PAUSED -> true;
            case STOPPED, FAILED -> !entry.study().isEmpty() || entry.training().isPresent();
            default -> false;
        };
    }

    /** Holds a run at its next check. */
    public void pause(RunEntry entry) {
        if (entry.state() == RunEntry.State.RUNNING) {
            entry.control().pause();
            entry.enter(RunEntry.State.PAUSED);
            tell(entry);
        }
    }

    /** Holds a run, or lets it go on. */
    public void toggle(RunEntry entry) {
        if (entry.state() == RunEntry.State.PAUSED) {
            resume(entry);
        } else {
            pause(entry);
        }
    }

    /** Stops a run; what it has is kept. */
    public void cancel(RunEntry entry) {
        entry.control().cancel();
    }

    /** Stops all runs, for closing the window. */
    public void cancelAll() {
        entries.stream().filter(entry -> entry.state().alive()).forEach(this::cancel);
    }

    /**
     * Reads the result of a run of the past if it was not read yet, in a job, and then does
     * something on the thread of the window.
     */
    public void load(RunEntry entry, Runnable then) {
        Optional<ModelRegistry> registry = desk.registry();
        boolean known = entry.result().isPresent() && entry.spec().isPresent();
        if (known || entry.id().isEmpty() || registry.isEmpty()) {
            then.run(); // a run without identifier was never kept
            return;
        }
        Job.create(
                        "Reading " + entry.title(),
                        (ICoreRunnable) m -> load(entry, registry.get(), then))
                .schedule();
    }

    private void load(RunEntry entry, ModelRegistry registry, Runnable then) {
        try {
            Optional<RunRecord> record =
                    registry.runs().stream().filter(run -> run.id().equals(entry.id())).findFirst();
            if (record.isEmpty()) {
                entry.fail("Run " + entry.id() + " is no longer in the registry.", null);
            } else {
                RunCodec.Stored stored = RunHistory.read(registry, record.get());
                Optional<StudyEntry> study = desk.catalogue().study(entry.study());
                RunSpec spec =
                        study.map(s -> RunSpec.of(stored.provenance(), s.study().descriptor()))
                                .orElse(null);
                entry.loaded(stored.result(), stored.provenance(), spec);
            }
        } catch (RegistryException e) {
            entry.fail(String.valueOf(e.getMessage()), e);
        }
        changed(entry);
        desk.later(then);
    }

    /** Hears of every change, on the thread of the window, until what is returned is run. */
    public Runnable follow(Consumer<RunEntry> listener) {
        return listeners.add(listener);
    }

    /** Tells of a change soon, many at once only once; from any thread. */
    void changed(RunEntry entry) {
        synchronized (changed) {
            if (!changed.add(entry)) {
                return;
            }
        }
        desk.later(
                () -> {
                    synchronized (changed) {
                        changed.remove(entry);
                    }
                    tell(entry);
                });
    }

    private void tell(RunEntry entry) {
        listeners.tell(entry);
    }

    private String titleOf(String study) {
        return desk.catalogue().study(study).map(s -> s.study().descriptor().title()).orElse(study);
    }

    private void readHistory() {
        desk.registry()
                .ifPresent(
                        registry -> {
                            List<ModelVersion> versions = desk.versions();
                            Job.createSystem(
                                            "Reading the list of runs",
                                            (ICoreRunnable) m -> readHistory(registry, versions))
                                    .schedule();
                        });
    }

    private void readHistory(ModelRegistry registry, List<ModelVersion> versions) {
        try {
            List<RunEntry> found = new ArrayList<>();
            for (RunRecord record : registry.runs()) {
                if (found.size() < MOST_KEPT) {
                    found.add(entry(record, versions));
                }
            }
            desk.later(() -> merge(found));
        } catch (RegistryException e) {
            RunEntry failed = new RunEntry("Runs of the past");
            failed.fail(String.valueOf(e.getMessage()), e);
            desk.later(() -> add(failed));
        }
    }

    private RunEntry entry(RunRecord record, List<ModelVersion> versions) {
        List<String> models = new ArrayList<>();
        for (String hash : record.models()) {
            models.add(
                    versions.stream()
                            .filter(version -> version.hash().equals(hash))
                            .findFirst()
                            .map(ModelVersion::reference)
                            .orElse(hash.substring(0, Math.min(8, hash.length()))));
        }
        return new RunEntry(
                titleOf(record.study()),
                record.study(),
                models,
                record.started(),
                record.complete() ? RunEntry.State.FINISHED : RunEntry.State.STOPPED,
                record.id());
    }

    private void merge(List<RunEntry> stored) {
        Set<String> known = new LinkedHashSet<>();
        entries.forEach(entry -> known.add(entry.id()));
        List<RunEntry> fresh = stored.stream().filter(e -> !known.contains(e.id())).toList();
        boolean underway = entries.stream().anyMatch(e -> e.state().alive() && e.id().isEmpty());
        if (!fresh.isEmpty() && !underway) {
            entries.addAll(fresh);
            entries.sort((a, b) -> b.started().compareTo(a.started()));
            fresh.forEach(this::tell);
        }
    }
}
