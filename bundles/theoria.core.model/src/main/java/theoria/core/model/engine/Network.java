package theoria.core.model.engine;

import theoria.core.model.data.Batch;
import theoria.core.model.graph.LossHead;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Tensor;

import java.util.Collection;
import java.util.Map;

/**
 * A graph compiled by an engine, with its current weights. It belongs to one thread at a time and
 * holds native memory until {@link #close()}. Inputs have shape (N, input shape). Methods for which
 * the network was not opened throw {@link UnsupportedOperationException}.
 */
public interface Network extends AutoCloseable {
    /** The graph it executes. */
    NetworkGraph graph();

    /** The precision of its arithmetic. */
    Precision precision();

    /** Where its loss is computed. */
    LossHead lossHead();

    /** Outputs, shape (N,K), extents of 1 dropped. */
    Tensor scores(Tensor inputs);

    /** Outputs and per-example losses. */
    Evaluation evaluate(Batch batch);

    /**
     * Outputs of the named nodes, each of shape (N, node shape).
     *
     * @throws IllegalArgumentException if a node is unknown or fused away by the engine
     */
    Map<String, Tensor> activations(Tensor inputs, Collection<String> nodes);

    /**
     * Gradient of the mean loss over the batch in the flat parameter vector.
     *
     * @param gradient receives the P numbers
     * @return the mean loss
     */
    double parameterGradient(Batch batch, double[] gradient);

    /**
     * Gradient in the input of the scalar sum over examples n and entries i of cotangent[n,i]
     * output[n,i], where output is that of the named node: with a one-hot cotangent the gradient of
     * one logit per example.
     *
     * @param cotangent of shape (N, node shape)
     * @return shape (N, input shape)
     */
    Tensor inputGradient(Tensor inputs, String node, Tensor cotangent, BackwardRule rule);

    /**
     * Product H v of the Hessian of the mean loss over the batch with a vector.
     *
     * @param vector v, length P
     * @param product receives H v
     */
    default void hessianProduct(Batch batch, double[] vector, double[] product) {
        throw new UnsupportedOperationException(
                "network " + graph().name() + " was not opened for HESSIAN_PRODUCT");
    }

    /** A copy of the flat parameter vector, widened to double. */
    double[] parameters();

    /** Replaces the flat parameter vector; single-precision networks round each number. */
    void setParameters(double[] parameters);

    /** A copy of the flat buffer vector, widened to double. */
    double[] buffers();

    /** Replaces the flat buffer vector; single-precision networks round each number. */
    void setBuffers(double[] buffers);

    /** An independent network with the same weights, for another thread. */
    Network copy() throws EngineException;

    @Override
    void close();
}
