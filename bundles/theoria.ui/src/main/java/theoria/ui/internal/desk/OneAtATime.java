package theoria.ui.internal.desk;

import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** Jobs that hold the same of these go one after the other, in the order they were asked for. */
public final class OneAtATime implements ISchedulingRule {
    @Override
    public boolean contains(ISchedulingRule rule) {
        return rule == this;
    }

    @Override
    public boolean isConflicting(ISchedulingRule rule) {
        return rule == this;
    }
}
