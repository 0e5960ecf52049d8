package theoria.engine.reference.internal.op;

import org.jspecify.annotations.Nullable;

import theoria.core.math.linear.Gemm;
import theoria.core.math.linear.Matrix;
import theoria.core.model.graph.Block;

import java.util.Arrays;

/**
 * A kernel W between images and what stands at the positions of its window, as matrix products: Z =
 * W C X, C X being the patches (taps x positions) of the images X. A convolution computes Z from X,
 * a transposed convolution X = C' W' Z from Z. Patches are laid out panel by panel, a few taps at a
 * time, so that they stay in the cache. All methods add to what is there.
 */
final class Correlation {
    /** Taps whose patches are laid out together. */
    private static final int TOGETHER = 192;

    private final Gemm gemm;
    private final SlidingWindow window;
    private final int groups;
    private final int filters;
    private final int taps;
    private final int kernel;

    /**
     * A kernel.
     *
     * @param filters of all groups: channels of Z
     * @param channels of all groups: channels of X
     * @param kernel block of shape (filters, channels / groups, window)
     */
    Correlation(
            Gemm gemm, SlidingWindow window, int groups, int filters, int channels, Block kernel) {
        this.gemm = gemm;
        this.window = window;
        this.groups = groups;
        this.filters = filters / groups;
        this.taps = channels / groups * window.taps();
        this.kernel = kernel.offset();
    }

    /** Z += W C X. */
    void addProduct(double[] theta, double[] x, double[] z, int batch) {
        double[][] patches = rows(Math.min(taps, TOGETHER), batch);
        double[][] sums = rows(filters, batch);
        forEachPanel(
                batch,
                (panel, g) -> {
                    loadPositions(panel, g, z, sums);
                    for (int t = 0; t < taps; t += TOGETHER) {
                        int depth = Math.min(taps - t, TOGETHER);
                        gather(panel, g, x, t, depth, patches);
                        Matrix w = Matrix.at(kernelAt(g) + t, taps);
                        gemm.addRows(filters, panel.width(), depth, theta, w, patches, sums);
                    }
                    for (int f = 0; f < filters; f++) {
                        panel.store(sums[f], z, positionsAt(g, f), positionsSize());
                    }
                });
    }

    /** X += C' W' Z. */
    void addTransposed(double[] theta, double[] z, double[] x, int batch) {
        addTransposed(theta, z, null, null, x, batch);
    }

    /** X += C' (W' Z + V' Y), the second product only if it is given. */
    void addTransposed(
            double[] theta,
            double[] z,
            double @Nullable [] second,
            double @Nullable [] y,
            double[] x,
            int batch) {
        double[][] patches = rows(Math.min(taps, TOGETHER), batch);
        double[][] positions = rows(filters, batch);
        double[][] others = y == null ? new double[0][] : rows(filters, batch);
        forEachPanel(
                batch,
                (panel, g) -> {
                    int width = panel.width();
                    loadPositions(panel, g, z, positions);
                    if (y != null) {
                        loadPositions(panel, g, y, others);
                    }
                    for (int t = 0; t < taps; t += TOGETHER) {
                        int depth = Math.min(taps - t, TOGETHER);
                        for (int row = 0; row < depth; row++) {
                            Arrays.fill(patches[row], 0, width, 0);
                        }
                        Matrix w = Matrix.transposedAt(kernelAt(g) + t, taps);
                        gemm.addRows(depth, width, filters, theta, w, positions, patches);
                        if (second != null) {
                            gemm.addRows(depth, width, filters, second, w, others, patches);
                        }
                        scatter(panel, g, patches, t, depth, x);
                    }
                });
    }

    /** G += Z (C X)', the gradient in W where Z is that in W C X. */
    void addKernel(double[] z, double[] x, double[] gradient, int batch) {
        double[][] patches = rows(Math.min(taps, TOGETHER), batch);
        double[][] positions = rows(filters, batch);
        forEachPanel(
                batch,
                (panel, g) -> {
                    loadPositions(panel, g, z, positions);
                    for (int t = 0; t < taps; t += TOGETHER) {
                        int depth = Math.min(taps - t, TOGETHER);
                        gather(panel, g, x, t, depth, patches);
                        Matrix w = Matrix.at(kernelAt(g) + t, taps);
                        int width = panel.width();
                        gemm.addTransposed(filters, depth, width, positions, patches, gradient, w);
                    }
                });
    }

    @FunctionalInterface
    private interface PanelWork {
        void of(Panel panel, int group);
    }

    private void forEachPanel(int batch, PanelWork work) {
        int panels = Panel.count(window, batch);
        for (int i = 0; i < panels; i++) {
            Panel panel = Panel.of(window, batch, i);
            for (int g = 0; g < groups; g++) {
                work.of(panel, g);
            }
        }
    }

    private double[][] rows(int count, int batch) {
        return new double[count][Panel.widest(window, batch)];
    }

    private void loadPositions(Panel panel, int g, double[] z, double[][] rows) {
        for (int f = 0; f < filters; f++) {
            panel.load(z, positionsAt(g, f), positionsSize(), rows[f]);
        }
    }

    private void gather(Panel panel, int g, double[] x, int from, int count, double[][] rows) {
        for (int row = 0; row < count; row++) {
            int tap = (from + row) % window.taps();
            int image = imageAt(g, from + row);
            if (row > 0 && window.slides(tap)) {
                panel.slide(rows[row - 1], x, image, imageSize(), tap, rows[row]);
            } else {
                panel.gather(x, image, imageSize(), tap, rows[row]);
            }
        }
    }

    private void scatter(Panel panel, int g, double[][] rows, int from, int count, double[] x) {
        for (int row = 0; row < count; row++) {
            int tap = (from + row) % window.taps();
            panel.scatter(rows[row], x, imageAt(g, from + row), imageSize(), tap);
        }
    }

    /** Where the channel of a tap begins in the first example's image. */
    private int imageAt(int g, int tap) {
        return (g * taps + tap) / window.taps() * window.volume();
    }

    private int imageSize() {
        return groups * taps / window.taps() * window.volume();
    }

    private int positionsAt(int g, int f) {
        return (g * filters + f) * window.positions();
    }

    private int positionsSize() {
        return groups * filters * window.positions();
    }

    private int kernelAt(int g) {
        return kernel + g * filters * taps;
    }
}
