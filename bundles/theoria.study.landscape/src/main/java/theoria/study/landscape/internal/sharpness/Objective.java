package theoria.study.landscape.internal.sharpness;

import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyException;

/** A function f: R<sup>n</sup> -> R with its gradient. */
public interface Objective {
    /** f(z). */
    double value(double[] z) throws StudyException, Cancelled;

    /**
     * f(z) and its gradient.
     *
     * @param gradient receives the n numbers
     */
    double gradient(double[] z, double[] gradient) throws StudyException, Cancelled;
}
