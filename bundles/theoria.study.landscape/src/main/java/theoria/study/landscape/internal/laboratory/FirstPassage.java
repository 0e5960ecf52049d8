package theoria.study.landscape.internal.laboratory;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean time at which dx = -L'(x) dt + sqrt(2T) dW, started at a and reflected at a wall below
 * it, first comes to b &gt; a (Gardiner, Handbook of Stochastic Methods, section 5.2.7):
 *
 * <p>tau = (1/T) int_a^b dy exp(L(y)/T) int_wall^y dz exp(-L(z)/T).
 *
 * <p>Both integrals are taken by Simpson's rule, the inner one panel by panel, so the error falls
 * with the fourth power of the panels.
 */
public final class FirstPassage {
    private final DoubleUnaryOperator loss;
    private final double temperature;
    private final int panels;

    /**
     * Of one landscape at one temperature.
     *
     * @param panels of each of the two stretches, wall to start and start to end; an even number
     */
    public FirstPassage(DoubleUnaryOperator loss, double temperature, int panels) {
        this.loss = loss;
        this.temperature = temperature;
        this.panels = panels;
    }

    /** The mean time from {@code start} to {@code end}, with a reflecting wall. */
    public double time(double wall, double start, double end) {
        double step = (end - start) / panels;
        double inner = mass(wall, start);
        double outer = grown(start) * inner;
        for (int i = 1; i <= panels; i++) {
            double y = start + i * step;
            inner += panel(y - step, step);
            int weight = i == panels ? 1 : i % 2 != 0 ? 4 : 2;
            outer += weight * grown(y) * inner;
        }
        return outer * step / 3 / temperature;
    }

    private double mass(double from, double to) {
        double step = (to - from) / panels;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            sum += panel(from + i * step, step);
        }
        return sum;
    }

    /** The integral of exp(-L/T) over one panel. */
    private double panel(double from, double step) {
        return step / 6 * (density(from) + 4 * density(from + step / 2) + density(from + step));
    }

    private double density(double x) {
        return Math.exp(-loss.applyAsDouble(x) / temperature);
    }

    private double grown(double x) {
        return Math.exp(loss.applyAsDouble(x) / temperature);
    }
}
