package theoria.ui.internal.model;

import org.eclipse.jface.window.DefaultToolTip;
import org.eclipse.jface.window.ToolTip;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.ModelVersion;
import theoria.ui.internal.desk.Desk;

import java.util.Optional;

/** Names all metrics of the version beneath the pointer. */
final class MetricsTip extends DefaultToolTip {
    private final Tree tree;
    private final Desk desk = Desk.get();

    MetricsTip(Tree tree) {
        super(tree, ToolTip.NO_RECREATE, false);
        this.tree = tree;
        setShift(new Point(12, 12));
    }

    private Optional<ModelVersion> version(Event event) {
        return Optional.ofNullable(tree.getItem(new Point(event.x, event.y)))
                .flatMap(item -> desk.version(String.valueOf(item.getData())));
    }

    @Override
    protected boolean shouldCreateToolTip(Event event) {
        return version(event).isPresent();
    }

    /** Another version gets a tip of its own. */
    @Override
    protected @Nullable Object getToolTipArea(Event event) {
        return tree.getItem(new Point(event.x, event.y));
    }

    @Override
    protected String getText(Event event) {
        return version(event).map(Metrics::describe).orElse("");
    }
}
