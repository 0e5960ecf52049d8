package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.ui.internal.result.ViewerStack;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.Optional;

/** A result of several parts: a tab for each, or their pictures at once. */
public final class CompositeViewer implements ResultViewer {
    private ViewerSite site;
    private org.eclipse.swt.widgets.Composite page;
    private @Nullable PartsForm form;
    private @Nullable Composite whole;

    @Override
    public boolean shows(Result result) {
        return result instanceof Composite composite && !composite.parts().isEmpty();
    }

    @Override
    public void create(org.eclipse.swt.widgets.Composite parent, ViewerSite where) {
        site = where;
        page = new org.eclipse.swt.widgets.Composite(parent, SWT.NONE);
        page.setLayout(new FillLayout());
    }

    @Override
    public void show(Result result) {
        Composite newest = (Composite) result;
        whole = newest;
        PartsForm shown = form;
        if (shown == null) {
            shown = take(PartsChoice.dashboard() && PartBoard.suits(newest, page));
        }
        shown.show(newest);
    }

    private PartsForm take(boolean dashboard) {
        PartsForm taken =
                dashboard
                        ? new PartBoard(page, site, () -> choose(false), this::open)
                        : new PartTabs(page, site, () -> choose(true));
        form = taken;
        return taken;
    }

    private void choose(boolean dashboard) {
        PartsChoice.choose(dashboard);
        change(dashboard);
    }

    private void change(boolean dashboard) {
        PartsForm former = form;
        Composite shown = whole;
        if (former != null && shown != null) {
            former.close();
            take(dashboard).show(shown);
            page.layout(true, true);
        }
    }

    /** Shows one part alone, whatever is chosen for other results. */
    private void open(String part) {
        change(false);
        reveal(part);
    }

    /** The stack of the part that a person works with. */
    public Optional<ViewerStack> front() {
        PartsForm shown = form;
        return shown == null ? Optional.empty() : shown.front();
    }

    /** Brings the part of this key into view, or the part that holds it. */
    public void reveal(String key) {
        PartsForm shown = form;
        Composite there = whole;
        if (shown != null && there != null) {
            there.parts().keySet().stream()
                    .filter(part -> key.equals(part) || key.startsWith(part + "."))
                    .findFirst()
                    .filter(part -> !shown.reveal(part))
                    .ifPresent(this::open);
        }
    }

    @Override
    public void setFocus() {
        PartsForm shown = form;
        if (shown != null) {
            shown.setFocus();
        }
    }

    @Override
    public void dispose() {
        PartsForm shown = form;
        if (shown != null) {
            shown.close();
        }
        form = null;
    }
}
