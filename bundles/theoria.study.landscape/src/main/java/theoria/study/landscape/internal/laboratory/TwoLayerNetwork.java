package theoria.study.landscape.internal.laboratory;

import theoria.core.math.random.SeededRandom;

import java.util.Arrays;

/**
 * A network of one layer of m rectified units, f(x) = m<sup>-1/2</sup> sum_k a_k max(0, w_k x /
 * sqrt(d) + b_k), with all weights drawn from N(0, 1). By these factors (Jacot, Gabriel and Hongler
 * 2018) the steps that descent can take do not depend on the width m. The weights are one vector:
 * of each unit its d entries of w, then b, then a.
 */
public final class TwoLayerNetwork {
    private final int inputs;
    private final int width;
    private final double[] x;
    private final double[] targets;
    private final double[] units;

    /**
     * On some examples.
     *
     * @param inputs d
     * @param width m
     * @param x inputs of the examples, one after another
     * @param targets y of each
     */
    public TwoLayerNetwork(int inputs, int width, double[] x, double[] targets) {
        this.inputs = inputs;
        this.width = width;
        this.x = x;
        this.targets = targets;
        this.units = new double[width];
    }

    /** Random weights. */
    public static double[] start(int inputs, int width, SeededRandom random) {
        double[] theta = new double[width * (inputs + 2)];
        random.nextGaussians(theta);
        return theta;
    }

    /** The outputs for some inputs. */
    static void outputs(int inputs, int width, double[] theta, double[] x, double[] outputs) {
        TwoLayerNetwork network = new TwoLayerNetwork(inputs, width, x, outputs);
        for (int n = 0; n < outputs.length; n++) {
            outputs[n] = network.output(theta, n);
        }
    }

    /** f(x_n); keeps what goes into each unit. */
    private double output(double[] theta, int n) {
        double scale = 1 / Math.sqrt(inputs);
        double sum = 0;
        int at = 0;
        for (int k = 0; k < width; k++) {
            double product = 0;
            for (int i = 0; i < inputs; i++) {
                product += theta[at + i] * x[n * inputs + i];
            }
            units[k] = product * scale + theta[at + inputs];
            if (units[k] > 0) {
                sum += theta[at + inputs + 1] * units[k];
            }
            at += inputs + 2;
        }
        return sum / Math.sqrt(width);
    }

    /** The mean of (f(x_n) - y_n)<sup>2</sup> / 2. */
    public double loss(double[] theta) {
        double sum = 0;
        for (int n = 0; n < targets.length; n++) {
            double error = output(theta, n) - targets[n];
            sum += error * error / 2;
        }
        return sum / targets.length;
    }

    /** The same, and its gradient, which is written; max(0, .) has slope 0 at 0. */
    public double gradient(double[] theta, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (int n = 0; n < targets.length; n++) {
            double error = output(theta, n) - targets[n];
            sum += error * error / 2;
            addGradient(theta, n, error / targets.length / Math.sqrt(width), gradient);
        }
        return sum / targets.length;
    }

    private void addGradient(double[] theta, int n, double factor, double[] gradient) {
        double scale = 1 / Math.sqrt(inputs);
        int at = 0;
        for (int k = 0; k < width; k++) {
            if (units[k] > 0) {
                double back = factor * theta[at + inputs + 1];
                double slope = back * scale;
                for (int i = 0; i < inputs; i++) {
                    gradient[at + i] += slope * x[n * inputs + i];
                }
                gradient[at + inputs] += back;
                gradient[at + inputs + 1] += factor * units[k];
            }
            at += inputs + 2;
        }
    }
}
