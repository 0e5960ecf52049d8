package theoria.study.landscape.internal.sharpness;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.tensor.Precision;
import theoria.core.study.StudyInput;

/**
 * What is measured.
 *
 * @param epsilon of Keskar's box
 * @param rho radius of SAM's ball
 * @param adaptiveRho radius of the adaptive one, relative to the weights
 * @param sigma of the noise, relative to the root mean square of each block
 * @param steps of an ascent, at most
 * @param restarts ascents for each maximum; the first from the middle, others from random points
 * @param draws of the noise
 * @param subspace dimensions of Keskar's subspace, 0 for the whole space
 * @param rescale c
 */
public record SharpnessPlan(
        double epsilon,
        double rho,
        double adaptiveRho,
        double sigma,
        int steps,
        int restarts,
        int draws,
        int subspace,
        double rescale) {
    /** Kinds of ascents: in Keskar's box, in SAM's ball, in the ellipsoid of adaptive SAM. */
    public static final int KINDS = 3;

    /** What networks are opened for. */
    public static Need need(StudyInput input, Loss loss) {
        return input.need(Capability.PARAMETER_GRADIENT).in(Precision.DOUBLE).withLoss(loss);
    }
}
