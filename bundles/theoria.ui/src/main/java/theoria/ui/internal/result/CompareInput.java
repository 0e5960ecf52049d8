package theoria.ui.internal.result;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;

import java.util.List;
import java.util.Optional;

/** Two to four runs that are compared; found again by their identifiers. */
public final class CompareInput implements IEditorInput, IPersistableElement {
    private static final String FACTORY = "theoria.ui.compare";
    private static final String RUNS = "runs";

    private final List<String> runs;

    /** These runs, in order. */
    public CompareInput(List<RunEntry> entries) {
        this.runs = entries.stream().map(RunEntry::id).toList();
    }

    private CompareInput(String stored) {
        this.runs = List.of(stored.split(" "));
    }

    /** Makes inputs again after a restart. */
    public static final class Factory implements IElementFactory {
        @Override
        public CompareInput createElement(IMemento memento) {
            String stored = memento.getString(RUNS);
            return new CompareInput(stored == null ? "" : stored);
        }
    }

    /** The runs as far as the board knows them. */
    public List<RunEntry> entries() {
        return runs.stream().map(RunBoard.get()::find).flatMap(Optional::stream).toList();
    }

    /** Whether the board knows all of them. */
    public boolean complete() {
        return entries().size() == runs.size();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public @Nullable ImageDescriptor getImageDescriptor() {
        return null;
    }

    @Override
    public String getName() {
        return "Comparison";
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public String getToolTipText() {
        return "Comparison of " + runs.size() + " results";
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(RUNS, String.join(" ", runs));
    }

    @Override
    public <T> @Nullable T getAdapter(Class<T> adapter) {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompareInput that && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }
}
