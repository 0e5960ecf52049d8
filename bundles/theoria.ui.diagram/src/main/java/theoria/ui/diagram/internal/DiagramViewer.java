package theoria.ui.diagram.internal;

import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Graph;
import theoria.core.study.result.Result;
import theoria.draw.Snapshot;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.Optional;

/**
 * A graph as a diagram to work with; where AWT cannot be embedded, the picture of the graph serves
 * instead.
 */
public final class DiagramViewer implements ResultViewer {
    private @Nullable DiagramPage page;

    @Override
    public boolean shows(Result result) {
        return result instanceof Graph && Embedding.possible();
    }

    @Override
    public String obstacle() {
        return Embedding.possible()
                ? ""
                : "This is the picture of the graph: the diagram needs X11, which Theoria uses when"
                        + " it is started with GDK_BACKEND=x11.";
    }

    @Override
    public void create(Composite parent, ViewerSite site) {
        page = new DiagramPage(parent, site);
    }

    @Override
    public void show(Result result) {
        DiagramPage there = page;
        if (there != null && result instanceof Graph graph) {
            there.show(graph);
        }
    }

    @Override
    public boolean copyPicture() {
        DiagramPage there = page;
        return there != null && there.takeAway().copy();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        DiagramPage there = page;
        return there == null ? Optional.empty() : there.takeAway().snapshot();
    }

    @Override
    public void setFocus() {
        DiagramPage there = page;
        if (there != null) {
            there.setFocus();
        }
    }

    @Override
    public void dispose() {
        DiagramPage there = page;
        if (there != null) {
            there.dispose();
        }
    }
}
