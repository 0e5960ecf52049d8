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

    /**
     * Product G v of the generalised Gauss-Newton matrix G = (1/n) sum J' H_l J with a vector: J is
     * the Jacobian of an example's outputs in the parameters, H_l the Hessian of its loss in the
     * outputs (Schraudolph 2002). Of cross-entropy it is the Fisher information of the predicted
     * distribution. Part of the same capability.
     *
     * @param vector v, length P
     * @param product receives G v
     */
    default void gaussNewtonProduct(Batch batch, double[] vector, double[] product) {
        throw new UnsupportedOperationException(
                "network " + graph().name() + " was not opened for HESSIAN_PRODUCT");
    }

    /**
     * Product F v of the empirical Fisher matrix F = (1/n) sum g_i g_i' with a vector: g_i is the
     * gradient of example i's loss. Part of the same capability.
     *
     * @param vector v, length P
     * @param product receives F v
     */
    default void empiricalFisherProduct(Batch batch, double[] vector, double[] product) {
        throw new UnsupportedOperationException(
                "network " + graph().name() + " was not opened for HESSIAN_PRODUCT");
    }

    /**
     * Bytes that {@link #keep} takes for a batch of so many examples; 0 if this engine keeps
     * nothing.
     */
    default long keptBytes(int examples) {
        return 0;
    }

    /**
     * Keeps what all products with a batch at the present weights share, its forward and its
     * backward pass. Products with it have the same bits as those with the batch and take less
     * time. Part of the same capability.
     *
     * @return a pass with nothing in it but the batch if {@link #keptBytes} is 0
     */
    default KeptPass keep(Batch batch) {
        return KeptPass.nothing(batch);
    }

    /** {@link #hessianProduct(Batch, double[], double[])} with a kept pass of these weights. */
    default void hessianProduct(KeptPass pass, double[] vector, double[] product) {
        hessianProduct(pass.batch(), vector, product);
    }

    /** {@link #gaussNewtonProduct(Batch, double[], double[])} with a kept pass. */
    default void gaussNewtonProduct(KeptPass pass, double[] vector, double[] product) {
        gaussNewtonProduct(pass.batch(), vector, product);
    }

    /** {@link #empiricalFisherProduct(Batch, double[], double[])} with a kept pass. */
    default void empiricalFisherProduct(KeptPass pass, double[] vector, double[] product) {
        empiricalFisherProduct(pass.batch(), vector, product);
    }

    /**
     * Diagonal of G, exact, from the Jacobians of the single examples: K backward passes each. Its
     * sum is the trace, the sum over a block the block's. Part of the same capability.
     *
     * @param diagonal receives the P numbers
     */
    default void gaussNewtonDiagonal(Batch batch, double[] diagonal) {
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
