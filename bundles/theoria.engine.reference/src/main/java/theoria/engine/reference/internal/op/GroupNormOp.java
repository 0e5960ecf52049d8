package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Normalisation of runs of neighbouring numbers by their own mean m and variance v: h = (x - m) /
 * sqrt(v + epsilon), y = scale h + shift; a run is a group of channels or all axes from one on.
 * With g = dy scale, the means taken over the run: dx = (g - mean g - h mean(g h)) / sqrt(v +
 * epsilon); dscale = sum dy h, dshift = sum dy.
 */
public final class GroupNormOp implements Op {
    private final double epsilon;
    private final int size;
    private final int run;
    private final int factors;
    private final int shared;
    private final int scale;
    private final int shift;

    /**
     * @param run numbers normalised together
     * @param factors numbers of scale and of shift
     * @param shared neighbouring numbers that one factor serves
     */
    private GroupNormOp(
            double epsilon, Shape shape, int run, int factors, int shared, Affine affine) {
        this.epsilon = epsilon;
        this.size = shape.size();
        this.run = run;
        this.factors = factors;
        this.shared = shared;
        this.scale = affine.scale == null ? -1 : affine.scale.offset();
        this.shift = affine.shift == null ? -1 : affine.shift.offset();
    }

    /**
     * The map behind a normalisation.
     *
     * @param scale factors, null if they are 1
     * @param shift summands, null if they are 0
     */
    public record Affine(@Nullable Block scale, @Nullable Block shift) {}

    /** Over groups of channels; scale and shift are per channel. */
    public static GroupNormOp of(Operator.GroupNorm norm, Shape shape, Affine affine) {
        int channels = shape.extent(0);
        int groups = norm.groups() == 0 ? channels : norm.groups();
        int places = shape.tail(1).size();
        return new GroupNormOp(
                norm.epsilon(), shape, channels / groups * places, channels, places, affine);
    }

    /** Over the axes from one on; scale and shift have their shape. */
    public static GroupNormOp of(Operator.LayerNorm norm, Shape shape, Affine affine) {
        int run = shape.tail(norm.axis()).size();
        return new GroupNormOp(norm.epsilon(), shape, run, run, 1, affine);
    }

    private double mean(double[] x, int from) {
        double sum = 0;
        for (int i = from; i < from + run; i++) {
            sum += x[i];
        }
        return sum / run;
    }

    private double inverse(double[] x, int from, double mean) {
        double sum = 0;
        for (int i = from; i < from + run; i++) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        return 1 / Math.sqrt(sum / run + epsilon);
    }

    /** Which scale and shift number i has. */
    private int factor(int i) {
        return i / shared % factors;
    }

    @Override
    public void forward(Call call) {
        double[] x = call.input(0);
        double[] theta = call.parameters();
        for (int from = 0; from < call.batch() * size; from += run) {
            double mean = mean(x, from);
            double inverse = inverse(x, from, mean);
            for (int i = from; i < from + run; i++) {
                double slope = scale < 0 ? 1 : theta[scale + factor(i)];
                double offset = shift < 0 ? 0 : theta[shift + factor(i)];
                call.output()[i] = (x[i] - mean) * inverse * slope + offset;
            }
        }
    }

    @Override
    public void backward(Call call) {
        double[] x = call.input(0);
        for (int from = 0; from < call.batch() * size; from += run) {
            double mean = mean(x, from);
            double inverse = inverse(x, from, mean);
            addInput(call, from, mean, inverse);
            addParameters(call, from, mean, inverse);
        }
    }

    private void addInput(Call call, int from, double mean, double inverse) {
        double[] dx = call.inputGradient(0);
        if (dx == null) {
            return;
        }
        double[] x = call.input(0);
        double[] g = new double[run];
        double sum = 0;
        double product = 0;
        for (int i = 0; i < run; i++) {
            double slope = scale < 0 ? 1 : call.parameters()[scale + factor(from + i)];
            g[i] = call.outputGradient()[from + i] * slope;
            sum += g[i];
            product += g[i] * (x[from + i] - mean) * inverse;
        }
        for (int i = 0; i < run; i++) {
            double h = (x[from + i] - mean) * inverse;
            dx[from + i] += (g[i] - sum / run - h * product / run) * inverse;
        }
    }

    private void addParameters(Call call, int from, double mean, double inverse) {
        double[] gradient = call.parameterGradient();
        if (gradient == null) {
            return;
        }
        double[] x = call.input(0);
        for (int i = from; i < from + run; i++) {
            double dy = call.outputGradient()[i];
            if (scale >= 0) {
                gradient[scale + factor(i)] += dy * (x[i] - mean) * inverse;
            }
            if (shift >= 0) {
                gradient[shift + factor(i)] += dy;
            }
        }
    }
}
