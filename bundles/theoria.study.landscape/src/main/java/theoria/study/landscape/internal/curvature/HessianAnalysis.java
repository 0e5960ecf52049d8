package theoria.study.landscape.internal.curvature;

import theoria.core.math.random.SeededRandom;
import theoria.core.math.spectral.DenseSymmetric;
import theoria.core.math.spectral.ExtremePairs;
import theoria.core.math.spectral.HutchPlusPlus;
import theoria.core.math.spectral.Lanczos;
import theoria.core.math.spectral.Probes;
import theoria.core.math.spectral.Quadrature;
import theoria.core.math.spectral.SpectralDensity;
import theoria.core.math.spectral.TraceEstimate;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.curvature.Curvature.Kind;
import theoria.study.landscape.internal.curvature.HessianNumbers.BlockNumbers;
import theoria.study.landscape.internal.curvature.HessianNumbers.Density;
import theoria.study.landscape.internal.curvature.HessianNumbers.Pairs;

import java.util.ArrayList;
import java.util.List;

/** Works off what a plan asks of the Hessian on one split. */
final class HessianAnalysis {
    private final HessianPlan plan;
    private final Curvature curvature;
    private final List<LayerBlocks> layers;
    private final long seed;
    private final StudyProgress progress;
    private final HessianNumbers numbers;
    private final int size;
    private final Runnable publish;
    private double[] gaussNewtonDiagonal = {};

    /**
     * An analysis.
     *
     * @param layers whose blocks are looked at
     * @param numbers receives what is found
     * @param publish called when a part is complete
     */
    HessianAnalysis(
            HessianPlan plan,
            Curvature curvature,
            List<LayerBlocks> layers,
            long seed,
            StudyProgress progress,
            HessianNumbers numbers,
            Runnable publish) {
        this.plan = plan;
        this.curvature = curvature;
        this.layers = layers;
        this.seed = seed;
        this.progress = progress;
        this.numbers = numbers;
        this.size = curvature.size();
        this.publish = publish;
    }

    void run() throws StudyException, EngineException, Cancelled {
        checkSymmetry();
        if (plan.computes("eigenvalues")) {
            List<double[]> vectors = plan.dense() ? dense() : extremes(Kind.HESSIAN);
            overlap(vectors);
            done();
        }
        if (plan.jacobians()) {
            gaussNewtonDiagonal = curvature.gaussNewtonDiagonal();
        }
        if (plan.traceOfGaussNewton()) {
            numbers.exactTrace = sum(gaussNewtonDiagonal);
            done();
        }
        if (plan.computes("gauss-newton")) {
            gaussNewton();
            done();
        }
        if (plan.computes("fisher")) {
            numbers.fisherTrace = sum(curvature.empiricalFisherDiagonal());
            extremes(Kind.FISHER);
            done();
        }
        boolean density = plan.computes("density");
        if (density || plan.computes("trace") || !layers.isEmpty()) {
            probe(density ? plan.steps() : 1);
            done();
        }
        if (plan.computes("trace")) {
            HutchPlusPlus process = new HutchPlusPlus(size, plan.probes(), seed);
            curvature.run(process, Kind.HESSIAN, this::report);
            numbers.hutchPlusPlus = process.estimate();
            done();
        }
        if (!layers.isEmpty()) {
            largestOfBlocks();
            done();
        }
    }

    private void done() {
        numbers.products = curvature.products();
        publish.run();
    }

    private void report(long products) {
        long all = plan.products(size, layers.size());
        progress.report(
                Math.min(0.99, (double) products / all),
                "product " + products + " of about " + Math.max(all, products));
    }

    /** |u'Hv - v'Hu| / (|Hu| |v|) of two random vectors. */
    private void checkSymmetry() throws StudyException, EngineException, Cancelled {
        double[] u = new double[size];
        double[] v = new double[size];
        SeededRandom random = new SeededRandom(seed).split("symmetry");
        random.nextGaussians(u);
        random.nextGaussians(v);
        double[] hu = curvature.product(u, Kind.HESSIAN);
        double[] hv = curvature.product(v, Kind.HESSIAN);
        double scale = Math.sqrt(dot(hu, hu) * dot(v, v));
        numbers.asymmetry = scale == 0 ? 0 : Math.abs(dot(u, hv) - dot(v, hu)) / scale;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The extreme pairs, stored in descending order; gives the vectors of the top ones. */
    private List<double[]> extremes(Kind kind) throws StudyException, EngineException, Cancelled {
        int bottom = kind == Kind.HESSIAN ? plan.bottom() : 0;
        ExtremePairs search = new ExtremePairs(size, plan.top(), bottom, plan.limits(), seed);
        curvature.run(search, kind, this::report);
        ExtremePairs.Found found = search.found();
        int count = found.values().length;
        double[] values = new double[count];
        double[] residuals = new double[count];
        List<double[]> vectors = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] vector = found.vectors().get(count - 1 - k);
            values[k] = found.values()[count - 1 - k];
            residuals[k] = residual(curvature.product(vector, kind), values[k], vector);
            vectors.add(vector);
        }
        Pairs pairs = new Pairs(values, relative(residuals, values));
        switch (kind) {
            case HESSIAN:
                numbers.pairs = pairs;
                break;
            case GAUSS_NEWTON:
                numbers.gaussNewton = pairs;
                break;
            default:
                numbers.fisher = pairs;
        }
        return vectors.subList(0, Math.min(plan.top(), count));
    }

    /** |H v - lambda v|. */
    private static double residual(double[] product, double value, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            double rest = product[i] - value * vector[i];
            sum += rest * rest;
        }
        return Math.sqrt(sum);
    }

    /** Divided by the largest eigenvalue in size; of nothing they stay as they are. */
    private static double[] relative(double[] residuals, double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        double scale = largest == 0 ? 1 : largest;
        return java.util.Arrays.stream(residuals).map(r -> r / scale).toArray();
    }

    /** All pairs of the whole matrix, each with a product of its own as the residual. */
    private List<double[]> dense() throws StudyException, EngineException, Cancelled {
        double[] matrix = new double[size * size];
        curvature.products(
                size,
                i -> {
                    double[] unit = new double[size];
                    unit[i] = 1;
                    return unit;
                },
                (i, unit, column) -> System.arraycopy(column, 0, matrix, i * size, size),
                this::report);
        numbers.exactTrace = trace(matrix);
        DenseSymmetric decomposed = new DenseSymmetric(matrix, size);
        progress.check();
        double[] ascending = decomposed.eigenvalues();
        double[] values = new double[size];
        double[] residuals = new double[size];
        java.util.Arrays.setAll(values, k -> ascending[size - 1 - k]);
        curvature.products(
                size,
                k -> decomposed.vector(size - 1 - k),
                (k, vector, product) -> residuals[k] = residual(product, values[k], vector),
                this::report);
        numbers.pairs = new Pairs(values, relative(residuals, values));
        int[] top = new int[Math.min(plan.top(), size)];
        java.util.Arrays.setAll(top, k -> size - 1 - k);
        return decomposed.vectors(top);
    }

    private double trace(double[] matrix) {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix[i * size + i];
        }
        return trace;
    }

    /** |V'g|^2 / |g|^2 with the vectors of the top eigenvalues (Gur-Ari, Roberts and Dyer 2018). */
    private void overlap(List<double[]> vectors) throws StudyException, EngineException, Cancelled {
        double[] gradient = curvature.gradient();
        double squared = dot(gradient, gradient);
        double inside = 0;
        for (double[] vector : vectors) {
            double part = dot(vector, gradient);
            inside += part * part;
        }
        numbers.gradientNorm = Math.sqrt(squared);
        numbers.overlap = squared == 0 ? Double.NaN : inside / squared;
    }

    private void gaussNewton() throws StudyException, EngineException, Cancelled {
        numbers.gaussNewtonTrace = sum(gaussNewtonDiagonal);
        numbers.fisherTrace = sum(curvature.empiricalFisherDiagonal());
        extremes(Kind.GAUSS_NEWTON);
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).sum();
    }

    /** Lanczos from each probe z: its first product gives z'H z, all together the quadrature. */
    private void probe(int steps) throws StudyException, EngineException, Cancelled {
        double[] samples = new double[plan.probes()];
        double[][] ofLayers = new double[layers.size()][samples.length];
        List<Quadrature> quadratures = new ArrayList<>();
        for (int p = 0; p < samples.length; p++) {
            double[] z = Probes.signs(size, seed, p);
            Lanczos lanczos = new Lanczos(z, steps);
            double[] start = java.util.Objects.requireNonNull(lanczos.next());
            double[] first = curvature.product(start, Kind.HESSIAN);
            report(curvature.products());
            double length = Math.sqrt(size);
            samples[p] = length * dot(z, first);
            for (int l = 0; l < ofLayers.length; l++) {
                LayerBlocks layer = layers.get(l);
                ofLayers[l][p] = length * dot(layer.part(z), layer.part(first));
            }
            lanczos.accept(first);
            curvature.run(lanczos, Kind.HESSIAN, this::report);
            quadratures.add(lanczos.tridiagonal().quadrature());
        }
        numbers.trace = TraceEstimate.of(samples);
        if (plan.computes("density")) {
            numbers.density = density(quadratures);
        }
        List<BlockNumbers> blocks = new ArrayList<>();
        for (int l = 0; l < ofLayers.length; l++) {
            blocks.add(block(l, TraceEstimate.of(ofLayers[l])));
        }
        numbers.blocks = blocks;
    }

    private BlockNumbers block(int l, TraceEstimate trace) {
        double gaussNewton = Double.NaN;
        if (gaussNewtonDiagonal.length > 0) {
            gaussNewton = java.util.Arrays.stream(layers.get(l).part(gaussNewtonDiagonal)).sum();
        }
        return new BlockNumbers(layers.get(l), Double.NaN, Double.NaN, trace, gaussNewton);
    }

    private Density density(List<Quadrature> quadratures) {
        double mass = 0;
        double mean = 0;
        double square = 0;
        for (Quadrature quadrature : quadratures) {
            mass += quadrature.negativeMass() / quadratures.size();
            mean += quadrature.moment(1) / quadratures.size();
            square += quadrature.moment(2) / quadratures.size();
        }
        SpectralDensity curve = SpectralDensity.of(quadratures, plan.steps(), HessianNumbers.GRID);
        return new Density(curve, mass, mean, square - mean * mean);
    }

    /** The largest eigenvalue of each layer's own block. */
    private void largestOfBlocks() throws StudyException, EngineException, Cancelled {
        List<BlockNumbers> blocks = new ArrayList<>();
        for (BlockNumbers known : numbers.blocks) {
            LayerBlocks layer = known.layer();
            ExtremePairs search = new ExtremePairs(layer.size(), 1, 0, plan.limits(), seed);
            for (double[] v = search.next(); v != null; v = search.next()) {
                search.accept(blockProduct(layer, v));
            }
            double value = search.found().values()[0];
            double[] vector = search.found().vectors().get(0);
            double residual = residual(blockProduct(layer, vector), value, vector);
            blocks.add(
                    new BlockNumbers(
                            layer,
                            value,
                            value == 0 ? residual : residual / Math.abs(value),
                            known.trace(),
                            known.gaussNewtonTrace()));
        }
        numbers.blocks = blocks;
    }

    private double[] blockProduct(LayerBlocks layer, double[] v)
            throws StudyException, EngineException, Cancelled {
        report(curvature.products());
        return layer.part(curvature.product(layer.whole(v, size), Kind.HESSIAN));
    }
}
