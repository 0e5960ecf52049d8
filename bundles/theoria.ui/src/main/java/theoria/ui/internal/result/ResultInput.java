package theoria.ui.internal.result;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;

import java.util.Optional;

/** The run that an editor shows; after a restart it is found again by its identifier. */
public final class ResultInput implements IEditorInput, IPersistableElement {
    private static final String FACTORY = "theoria.ui.result";
    private static final String ID = "run";
    private static final String TITLE = "title";

    private final String id;
    private final String title;
    private final @Nullable RunEntry entry;

    /** A run that is on the board. */
    public ResultInput(RunEntry entry) {
        this(entry.id(), entry.title(), entry);
    }

    private ResultInput(String id, String title, @Nullable RunEntry entry) {
        this.id = id;
        this.title = title;
        this.entry = entry;
    }

    /** Makes inputs again after a restart. */
    public static final class Factory implements IElementFactory {
        @Override
        public ResultInput createElement(IMemento memento) {
            String stored = memento.getString(ID);
            String title = memento.getString(TITLE);
            return new ResultInput(
                    stored == null ? "" : stored, title == null ? "Result" : title, null);
        }
    }

    /** The run, once the board knows it. */
    public Optional<RunEntry> entry() {
        return entry != null ? Optional.of(entry) : RunBoard.get().find(id);
    }

    private String identifier() {
        return entry == null ? id : entry.id();
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
        return title;
    }

    @Override
    public @Nullable IPersistableElement getPersistable() {
        return identifier().isEmpty() ? null : this;
    }

    @Override
    public String getToolTipText() {
        return entry().map(e -> title + " of " + String.join(", ", e.models())).orElse(title);
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(ID, identifier());
        memento.putString(TITLE, title);
    }

    @Override
    public <T> @Nullable T getAdapter(Class<T> adapter) {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ResultInput that)) {
            return false;
        }
        return entry != null && entry == that.entry
                || !identifier().isEmpty() && identifier().equals(that.identifier());
    }

    @Override
    public int hashCode() {
        return title.hashCode(); // the identifier of a run comes later than its editor
    }
}
