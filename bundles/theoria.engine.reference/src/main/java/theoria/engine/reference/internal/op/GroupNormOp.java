package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;

/**
 * Normalisation of runs of neighbouring numbers by their own mean m and variance v: h = (x - m) /
 * sqrt(v + epsilon), y = scale h + shift; a run is a group of channels or all axes from one on.
 * With g = dy scale, the means taken over the run: dx = (g - mean g - h mean(g h)) / sqrt(v +
 * epsilon); dscale = sum dy h, dshift = sum dy. With r = 1 / sqrt(v + epsilon) and q = mean(h
 * R{x}): R{h} = r (R{x} - mean R{x} - h q), R{r} = -r^2 q, and the rest by the product rule.
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

    /** R{h} of a run. */
    private double[] normalisedTangent(double[] h, double @Nullable [] rx, int from, double r) {
        double[] tangent = new double[run];
        if (rx == null) {
            return tangent;
        }
        double sum = 0;
        for (int i = 0; i < run; i++) {
            sum += rx[from + i];
        }
        double q = alignment(h, rx, from);
        for (int i = 0; i < run; i++) {
            tangent[i] = r * (rx[from + i] - sum / run - h[i] * q);
        }
        return tangent;
    }

    /** q = mean(h R{x}). */
    private double alignment(double[] h, double @Nullable [] rx, int from) {
        double product = 0;
        for (int i = 0; rx != null && i < run; i++) {
            product += h[i] * rx[from + i];
        }
        return product / run;
    }

    private double[] normalised(double[] x, int from, double mean, double r) {
        double[] h = new double[run];
        for (int i = 0; i < run; i++) {
            h[i] = (x[from + i] - mean) * r;
        }
        return h;
    }

    private double slope(double[] theta, int i) {
        return scale < 0 ? 1 : theta[scale + factor(i)];
    }

    @Override
    public void forwardTangent(Call call) {
        double[] x = call.input(0);
        double[] theta = call.parameters();
        double[] v = call.tangent().parameters();
        for (int from = 0; from < call.batch() * size; from += run) {
            double mean = mean(x, from);
            double r = inverse(x, from, mean);
            double[] h = normalised(x, from, mean, r);
            double[] rh = normalisedTangent(h, call.inputTangent(0), from, r);
            for (int i = 0; i < run; i++) {
                int factor = factor(from + i);
                double turn = scale < 0 ? 0 : v[scale + factor] * h[i];
                double offset = shift < 0 ? 0 : v[shift + factor];
                call.tangent().output()[from + i] = slope(theta, from + i) * rh[i] + turn + offset;
            }
        }
    }

    @Override
    public void backwardTangent(Call call) {
        double[] x = call.input(0);
        for (int from = 0; from < call.batch() * size; from += run) {
            double mean = mean(x, from);
            double r = inverse(x, from, mean);
            double[] h = normalised(x, from, mean, r);
            double[] rh = normalisedTangent(h, call.inputTangent(0), from, r);
            addInputTangent(call, from, r, h, rh);
            addParameterTangents(call, from, h, rh);
        }
    }

    private void addInputTangent(Call call, int from, double r, double[] h, double[] rh) {
        double[] rdx = call.tangent().inputGradient(0);
        if (rdx == null) {
            return;
        }
        double[] v = call.tangent().parameters();
        double[] g = new double[run];
        double[] rg = new double[run];
        double sum = 0;
        double sumTangent = 0;
        double p = 0;
        double pTangent = 0;
        for (int i = 0; i < run; i++) {
            double dy = call.outputGradient()[from + i];
            double slope = slope(call.parameters(), from + i);
            g[i] = dy * slope;
            rg[i] = call.tangent().outputGradient()[from + i] * slope;
            rg[i] += scale < 0 ? 0 : dy * v[scale + factor(from + i)];
            sum += g[i];
            sumTangent += rg[i];
            p += g[i] * h[i];
            pTangent += rg[i] * h[i] + g[i] * rh[i];
        }
        p /= run;
        pTangent /= run;
        double rTangent = -r * r * alignment(h, call.inputTangent(0), from);
        for (int i = 0; i < run; i++) {
            double centred = g[i] - sum / run - h[i] * p;
            double tangent = rg[i] - sumTangent / run - rh[i] * p - h[i] * pTangent;
            rdx[from + i] += rTangent * centred + r * tangent;
        }
    }

    private void addParameterTangents(Call call, int from, double[] h, double[] rh) {
        double[] product = call.tangent().parameterGradient();
        for (int i = 0; product != null && i < run; i++) {
            double rdy = call.tangent().outputGradient()[from + i];
            int factor = factor(from + i);
            if (scale >= 0) {
                product[scale + factor] += rdy * h[i] + call.outputGradient()[from + i] * rh[i];
            }
            if (shift >= 0) {
                product[shift + factor] += rdy;
            }
        }
    }
}
