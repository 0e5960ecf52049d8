package theoria.ui.internal.report;

import org.jspecify.annotations.Nullable;

import theoria.ui.internal.desk.Kept;
import theoria.ui.internal.desk.Listeners;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results that are collected for a report, in order, remembered with the workspace. */
public final class ReportDraft {
    private static final String RUNS = "runs";
    private static final String TITLE = "title";

    private static @Nullable ReportDraft instance;

    private final Kept kept = new Kept("report");
    private final List<String> runs = new ArrayList<>();
    private final Listeners<ReportDraft> listeners = new Listeners<>();

    private ReportDraft() {
        for (String id : kept.text(RUNS, "").split(" ")) {
            if (!id.isEmpty()) {
                runs.add(id);
            }
        }
    }

    /** The one of the window; to be used on its thread. */
    public static ReportDraft get() {
        ReportDraft draft = instance;
        if (draft == null) {
            draft = new ReportDraft();
            instance = draft;
        }
        return draft;
    }

    /** Hears of every change until what is returned is run. */
    public Runnable follow(java.util.function.Consumer<ReportDraft> listener) {
        return listeners.add(listener);
    }

    /** The runs, in order, as far as they are still known. */
    public List<RunEntry> entries() {
        return runs.stream().map(RunBoard.get()::find).flatMap(Optional::stream).toList();
    }

    /** Its title. */
    public String title() {
        return kept.text(TITLE, "Report");
    }

    /** Gives it a title. */
    public void title(String text) {
        kept.keep(TITLE, text);
    }

    /** Adds a result at the end, once. */
    public void add(RunEntry entry) {
        if (!entry.id().isEmpty() && !runs.contains(entry.id())) {
            runs.add(entry.id());
            changed();
        }
    }

    /** Takes a result out. */
    public void remove(RunEntry entry) {
        if (runs.remove(entry.id())) {
            changed();
        }
    }

    /** Moves a result up (-1) or down (+1) among those that are shown. */
    public void move(RunEntry entry, int by) {
        int from = runs.indexOf(entry.id());
        int to = from + by;
        if (from >= 0 && to >= 0 && to < runs.size()) {
            runs.remove(from);
            runs.add(to, entry.id());
            changed();
        }
    }

    private void changed() {
        kept.keep(RUNS, String.join(" ", runs));
        listeners.tell(this);
    }
}
