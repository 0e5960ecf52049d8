package theoria.engine.dl4j.internal.net;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.engine.Evaluation;
import theoria.core.model.engine.Learner;
import theoria.core.model.engine.Loss;
import theoria.core.model.engine.Need;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A network in training mode on DL4J's layers, with a second one in inference mode for
 * measurements. Batch norm takes the statistics of the batch (the variance divided by N), and the
 * running ones move: r &lt;- d r + (1 - d) b with d = {@value #RUNNING_DECAY}. Dropout is inverted:
 * a unit is 0 with probability p and else divided by 1 - p. Its masks come from {@code new
 * SeededRandom(seed).split("dropout").split(step).split(layer)}, never from ND4J's generator, so
 * that they follow from seed and step alone.
 */
public final class TrainingNetwork implements Learner {
    /** How much of the running statistics of batch norm each step keeps; torch's default too. */
    static final double RUNNING_DECAY = 0.9;

    private final CompiledGraph compiled;
    private final Passes passes;
    private final Map<Integer, KernelGradient> ends;
    private final Dl4jNetwork inference;
    private final int lossNode;
    private final long seed;
    private final double[] parameters;
    private final double[] buffers;

    /**
     * Compiles a graph that {@link LayerSupport} has passed.
     *
     * @param graph to train
     * @param parameters to start from
     * @param buffers to start from
     * @param precision of the arithmetic
     * @param seed of the dropout masks
     */
    public TrainingNetwork(
            NetworkGraph graph,
            double[] parameters,
            double[] buffers,
            Precision precision,
            long seed) {
        this.compiled = new CompiledGraph(graph, precision, true);
        compiled.prepareGradients();
        this.ends = compiled.ends();
        this.passes = new Passes(compiled);
        this.inference = new Dl4jNetwork(graph, parameters, buffers, Need.forward(precision));
        this.lossNode = compiled.position(LossHead.of(graph, false).lossNode());
        this.seed = seed;
        this.parameters = inference.parameters();
        this.buffers = inference.buffers();
    }

    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    @Override
    public void setParameters(double[] values) {
        inference.setParameters(values);
        System.arraycopy(inference.parameters(), 0, parameters, 0, parameters.length);
    }

    @Override
    public double[] buffers() {
        return buffers.clone();
    }

    @Override
    public void setBuffers(double[] values) {
        System.arraycopy(values, 0, buffers, 0, buffers.length);
        round(buffers);
    }

    @Override
    public double gradient(Batch batch, long step, double[] gradient) {
        Arrays.fill(gradient, 0);
        compiled.set(parameters, buffers);
        Shape shape = compiled.graph().inputShape();
        try (MemoryWorkspace opened = passes.open()) {
            INDArray input =
                    NativeArrays.rows(
                            batch.inputs().reshape(shape.prepend(batch.size())),
                            0,
                            batch.size(),
                            compiled.type());
            passes.forward(input, masks(batch.size(), step), lossNode);
            double[] z = NativeArrays.doubles(passes.output(lossNode));
            double[] cotangent = new double[z.length];
            double sum =
                    Loss.CROSS_ENTROPY.sum(
                            z,
                            compiled.graph().classes(),
                            batch.labels(),
                            0,
                            1.0 / batch.size(),
                            cotangent);
            INDArray from = compiled.like(cotangent, lossNode);
            passes.backward(lossNode, from, ends);
            double[] flat = compiled.gradients();
            compiled.layout().addGradient(flat, buffers, gradient);
            compiled.layout().updateBuffers(flat, buffers);
            round(buffers);
            return sum / batch.size();
        }
    }

    /** Native masks of the dropout nodes by position. */
    private Map<Integer, INDArray> masks(int examples, long step) {
        SeededRandom random = new SeededRandom(seed).split("dropout").split(step);
        Map<Integer, INDArray> masks = new HashMap<>();
        for (int i = 0; i <= lossNode; i++) {
            CompiledGraph.Step node = compiled.steps().get(i);
            if (node.kind() == CompiledGraph.Kind.VERTEX
                    && node.node().operator() instanceof Operator.Dropout) {
                double rate = ((Operator.Dropout) node.node().operator()).rate();
                int size = compiled.graph().shape(node.node().name()).size();
                SeededRandom own = random.split(node.node().name());
                masks.put(i, compiled.like(mask(own, rate, examples * size), i));
            }
        }
        return masks;
    }

    private static double[] mask(SeededRandom random, double rate, int length) {
        double[] mask = new double[length];
        for (int i = 0; i < length; i++) {
            mask[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
        }
        return mask;
    }

    private void round(double[] values) {
        for (int i = 0; compiled.precision() == Precision.FLOAT && i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        inference.setBuffers(buffers);
        return inference.evaluate(batch);
    }

    @Override
    public void close() {
        passes.close();
        compiled.close();
        inference.close();
    }
}
