package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Window;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * The gradient of a convolution in its kernel and bias alone, for one that takes the network's
 * input: dW = dY X' with the columns X of the images, db = sum of dY. oneDNN would compute the
 * gradient in the image as well, which for images of one channel takes most of the time. Single
 * precision; a block of examples at a time, so that the columns stay in the cache.
 */
final class KernelGradient {
    private static final int BLOCK_NUMBERS = 1 << 18;

    private final Window window;
    private final INDArray kernel;
    private final INDArray bias;
    private final boolean biased;
    private float[] images = new float[0];
    private float[] cotangents = new float[0];
    private float[] scratch = new float[0];

    /**
     * Of a convolution in one group.
     *
     * @param layer DL4J's, with its view of the flat gradient
     */
    KernelGradient(Operator.Convolution convolution, Layer layer) {
        this.window = convolution.window();
        Map<String, INDArray> views =
                layer.conf()
                        .getLayer()
                        .initializer()
                        .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        INDArray weights =
                Objects.requireNonNull(views.get(ConvolutionParamInitializer.WEIGHT_KEY));
        long filters = weights.size(0);
        this.kernel = weights.reshape('c', filters, weights.length() / filters).transpose();
        this.biased = views.containsKey(ConvolutionParamInitializer.BIAS_KEY);
        this.bias = views.getOrDefault(ConvolutionParamInitializer.BIAS_KEY, kernel);
    }

    /**
     * Overwrites the layer's gradient.
     *
     * @param input images (N,C,H,W)
     * @param cotangent gradient in the output, (N,F,H',W')
     */
    void compute(INDArray input, INDArray cotangent) {
        int examples = (int) input.size(0);
        int taps = (int) kernel.size(0);
        int positions = (int) (cotangent.size(2) * cotangent.size(3));
        int block = Math.max(1, Math.min(examples, BLOCK_NUMBERS / (taps * positions)));
        float[] x = NativeArrays.floats(input, images);
        images = x;
        float[] dy = NativeArrays.floats(cotangent, cotangents);
        cotangents = dy;
        Extents extents = Extents.of(input, cotangent);
        for (int from = 0; from < examples; from += block) {
            int count = Math.min(block, examples - from);
            INDArray columns = columns(x, from, count, extents, taps);
            INDArray outputs = outputs(dy, from, count, extents);
            Nd4j.gemm(columns, outputs, kernel, false, true, 1, from == 0 ? 0 : 1);
        }
        if (biased) {
            NativeArrays.put(sums(dy, examples, (int) cotangent.size(1), positions), bias);
        }
    }

    /** Sizes of the images and of the outputs. */
    private record Extents(
            int channels, int height, int width, int filters, int outHeight, int outWidth) {
        static Extents of(INDArray images, INDArray outputs) {
            return new Extents(
                    (int) images.size(1),
                    (int) images.size(2),
                    (int) images.size(3),
                    (int) outputs.size(1),
                    (int) outputs.size(2),
                    (int) outputs.size(3));
        }

        int positions() {
            return outHeight * outWidth;
        }
    }

    /** The columns (taps, examples x positions) of some examples. */
    private INDArray columns(float[] x, int from, int count, Extents e, int taps) {
        float[] columns = scratch(taps * count * e.positions());
        Arrays.fill(columns, 0, taps * count * e.positions(), 0);
        int kernelHeight = window.kernel().get(0);
        int kernelWidth = window.kernel().get(1);
        int to = 0;
        for (int c = 0; c < e.channels; c++) {
            for (int p = 0; p < kernelHeight; p++) {
                for (int q = 0; q < kernelWidth; q++) {
                    for (int n = from; n < from + count; n++) {
                        plane(x, (n * e.channels + c) * e.height * e.width, p, q, e, columns, to);
                        to += e.positions();
                    }
                }
            }
        }
        return NativeArrays.of(columns, taps, count * e.positions());
    }

    private float[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new float[length];
        }
        return scratch;
    }

    /** What tap (p, q) sees of one channel at each position; zeros in the padding. */
    private void plane(float[] x, int plane, int p, int q, Extents e, float[] columns, int to) {
        int stepDown = window.stride().get(0);
        int stepRight = window.stride().get(1);
        int left = q * window.dilation().get(1) - window.padBefore().get(1);
        int first = Math.min(e.outWidth, Math.max(0, -Math.floorDiv(left, stepRight)));
        int end = Math.max(first, Math.min(e.outWidth, -Math.floorDiv(left - e.width, stepRight)));
        for (int i = 0; i < e.outHeight; i++) {
            int row = i * stepDown + p * window.dilation().get(0) - window.padBefore().get(0);
            if (row < 0 || row >= e.height) {
                continue;
            }
            int source = plane + row * e.width + left;
            int target = to + i * e.outWidth;
            if (stepRight == 1) {
                System.arraycopy(x, source + first, columns, target + first, end - first);
            } else {
                for (int j = first; j < end; j++) {
                    columns[target + j] = x[source + j * stepRight];
                }
            }
        }
    }

    /** The gradient of some examples as (filters, examples x positions). */
    private INDArray outputs(float[] dy, int from, int count, Extents e) {
        float[] rows = scratch(e.filters * count * e.positions());
        int to = 0;
        for (int f = 0; f < e.filters; f++) {
            for (int n = from; n < from + count; n++) {
                int source = (n * e.filters + f) * e.positions();
                System.arraycopy(dy, source, rows, to, e.positions());
                to += e.positions();
            }
        }
        return NativeArrays.of(rows, e.filters, count * e.positions());
    }

    private static double[] sums(float[] dy, int examples, int filters, int positions) {
        double[] sums = new double[filters];
        int at = 0;
        for (int n = 0; n < examples; n++) {
            for (int f = 0; f < filters; f++) {
                for (int p = 0; p < positions; p++) {
                    sums[f] += dy[at++];
                }
            }
        }
        return sums;
    }
}
