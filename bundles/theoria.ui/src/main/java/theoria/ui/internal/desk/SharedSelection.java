package theoria.ui.internal.desk;

import theoria.ui.viewers.Selection;
import theoria.ui.viewers.SelectionService;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The selection of a window with its past and future. */
public final class SharedSelection implements SelectionService {
    private static final int LONGEST_PAST = 100;

    private final Deque<Selection> past = new ArrayDeque<>();
    private final Deque<Selection> future = new ArrayDeque<>();
    private final Listeners<Selection> listeners = new Listeners<>();
    private Selection current;

    /** Begins with what was selected when the window was closed. */
    SharedSelection(Selection first) {
        current = first;
    }

    @Override
    public Selection current() {
        return current;
    }

    @Override
    public void select(Selection selection) {
        if (selection.equals(current)) {
            return;
        }
        past.push(current);
        if (past.size() > LONGEST_PAST) {
            past.removeLast();
        }
        future.clear();
        become(selection);
    }

    @Override
    public Runnable follow(Consumer<Selection> listener) {
        return listeners.add(listener);
    }

    /** Whether there is a former selection. */
    public boolean canGoBack() {
        return !past.isEmpty();
    }

    /** Whether a selection was gone back from. */
    public boolean canGoForward() {
        return !future.isEmpty();
    }

    /** Selects what was selected before. */
    public void back() {
        if (canGoBack()) {
            future.push(current);
            become(past.pop());
        }
    }

    /** Selects again what was gone back from. */
    public void forward() {
        if (canGoForward()) {
            past.push(current);
            become(future.pop());
        }
    }

    private void become(Selection selection) {
        current = selection;
        listeners.tell(selection);
    }
}
