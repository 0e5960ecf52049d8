package theoria.ui.diagram.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

import theoria.draw.GraphLayout;

import java.util.function.BiConsumer;

/** Lays a graph out beside the thread of the window: 500 vertices take a second the first time. */
final class LayoutJob extends Job {
    private final Folding folding;
    private final BiConsumer<Folding, GraphLayout> done;

    /**
     * A job.
     *
     * @param done hears of the layout on the thread of the job, unless it was cancelled meanwhile
     */
    LayoutJob(Folding folding, BiConsumer<Folding, GraphLayout> done) {
        super("Lay out a graph");
        this.folding = folding;
        this.done = done;
        setSystem(true);
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        GraphLayout layout =
                GraphLayout.of(folding.visible(), VertexWidget::size, VertexWidget::labelSize);
        if (monitor.isCanceled()) {
            return Status.CANCEL_STATUS;
        }
        done.accept(folding, layout);
        return Status.OK_STATUS;
    }
}
