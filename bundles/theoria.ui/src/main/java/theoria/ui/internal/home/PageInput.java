package theoria.ui.internal.home;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.jspecify.annotations.Nullable;

/**
 * What a page is about.
 *
 * @param model reference, empty for the welcome page
 */
public record PageInput(String model) implements IEditorInput, IPersistableElement {
    /** The welcome page. */
    static final PageInput WELCOME = new PageInput("");

    private static final String FACTORY = "theoria.ui.page";
    private static final String MODEL = "model";

    /** The home page of a model. */
    static PageInput of(String model) {
        return new PageInput(model);
    }

    /** Makes inputs again after a restart. */
    public static final class Factory implements IElementFactory {
        @Override
        public PageInput createElement(IMemento memento) {
            String model = memento.getString(MODEL);
            return new PageInput(model == null ? "" : model);
        }
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
        return model.isEmpty() ? "Welcome" : model;
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public String getToolTipText() {
        return model.isEmpty() ? "Welcome to Theoria" : "Home page of " + model;
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(MODEL, model);
    }

    @Override
    public <T> @Nullable T getAdapter(Class<T> adapter) {
        return null;
    }
}
