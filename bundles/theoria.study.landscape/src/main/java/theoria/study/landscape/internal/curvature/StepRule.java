package theoria.study.landscape.internal.curvature;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;

import java.util.Map;

/**
 * What is known of the steps that were made around a checkpoint, and the curvature above which such
 * steps with the whole gradient of a quadratic grow: of gradient descent 2/eta, with heavy-ball
 * momentum beta 2 (1 + beta)/eta (Polyak 1964), both less the weight decay; of Adam 2 (1 +
 * beta_1)/((1 - beta_1) eta) for the preconditioned Hessian (Cohen et al. 2022).
 */
final class StepRule {
    private static final double ADAM_EPSILON = 1e-8;

    private final Model.Waypoint waypoint;

    StepRule(Model.Waypoint waypoint) {
        this.waypoint = waypoint;
    }

    private double metric(String name) {
        return waypoint.metrics().getOrDefault(name, Double.NaN);
    }

    private double decay() {
        return waypoint.metrics().getOrDefault("weight_decay", 0.0);
    }

    /** Whether the steps were Adam's. */
    boolean adam() {
        return waypoint.metrics().containsKey("adam_beta1");
    }

    /** Bound of the largest eigenvalue of H; NaN if it is not known, or another matrix counts. */
    double threshold() {
        return 2 * (1 + metric("momentum")) / metric("learning_rate") - decay();
    }

    /** Bound of the largest eigenvalue of the preconditioned Hessian; NaN if it is not known. */
    double preconditionedThreshold() {
        double beta = metric("adam_beta1");
        return 2 * (1 + beta) / ((1 - beta) * metric("learning_rate"));
    }

    /**
     * The roots of the diagonal D of Adam's preconditioner, (1 - beta_1^t) (sqrt(v / (1 -
     * beta_2^t)) + epsilon); empty where the state of the optimiser is not stored, or nothing has
     * been stepped yet. Where v is 0 no gradient was ever seen (a frozen layer, a dead unit): that
     * parameter does not move, its root is infinite and so takes no part.
     *
     * @param parameters P
     * @throws FormatException if the stored state is damaged
     */
    double[] preconditionerRoots(int parameters) throws FormatException {
        double[] state = adam() && waypoint.step() > 0 ? waypoint.weights().optimiser() : EMPTY;
        if (state.length != 2 * parameters) {
            return EMPTY;
        }
        double first = 1 - Math.pow(metric("adam_beta1"), waypoint.step());
        double second = 1 - Math.pow(metric("adam_beta2"), waypoint.step());
        double[] roots = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            double size = Math.sqrt(state[parameters + i] / second) + ADAM_EPSILON;
            boolean still = state[parameters + i] == 0;
            roots[i] = still ? Double.POSITIVE_INFINITY : Math.sqrt(first * size);
        }
        return roots;
    }

    private static final double[] EMPTY = {};

    /** D^(-1/2) (H + decay) D^(-1/2) v from H (D^(-1/2) v): the second half of the product. */
    double[] finish(double[] product, double[] scaled, double[] roots) {
        double[] result = new double[product.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (product[i] + decay() * scaled[i]) / roots[i];
        }
        return result;
    }

    /** Why there is no line at this checkpoint, in words; empty if there is one. */
    static String reason(Map<String, Double> metrics) {
        if (!metrics.containsKey("learning_rate")) {
            return "the learning rate was not recorded";
        }
        return metrics.containsKey("momentum") || metrics.containsKey("adam_beta1")
                ? ""
                : "the update rule was not recorded";
    }
}
