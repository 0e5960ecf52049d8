package theoria.ui.internal.viewer;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

import theoria.core.study.result.Graph;
import theoria.core.study.result.Result;
import theoria.draw.Pictures;
import theoria.draw.Reading;
import theoria.ui.viewers.Selection;

/** A graph as a picture; a click on a vertex selects the layer of its name. */
public final class GraphPictureViewer extends PictureViewer {
    @Override
    public boolean shows(Result result) {
        return result instanceof Graph && !Pictures.of(result).isEmpty();
    }

    /** Lays the graph out in a job before it is painted: a large one takes a second or two. */
    @Override
    public void show(Result result) {
        Graph graph = (Graph) result;
        Display display = canvas().getDisplay();
        Job.createSystem(
                        "Laying out " + graph.title(),
                        (ICoreRunnable)
                                monitor -> {
                                    Pictures.bestStyle(graph, false);
                                    display.asyncExec(() -> laidOut(graph));
                                })
                .schedule();
    }

    private void laidOut(Graph graph) {
        if (!canvas().isDisposed()) {
            super.show(graph);
        }
    }

    @Override
    protected Selection selected(Reading reading, Selection current) {
        return result().map(shown -> ((Graph) shown).vertices().get(reading.item()))
                .map(vertex -> current.ofUnit(vertex.id()))
                .orElse(current);
    }
}
