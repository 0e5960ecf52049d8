package theoria.core.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Batch;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Operator;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/** A batch in pieces, with a learner whose gradient is the mean input. */
class PieceLearnerTest {
    private static final int SIZE = 5;
    private static final NetworkGraph GRAPH =
            NetworkGraph.builder("plain")
                    .input("x", Shape.of(SIZE))
                    .add("same", new Operator.Identity(), "x")
                    .build("same");

    private final List<Mean> made = new ArrayList<>();

    /** l(theta) = mean of theta'x; fails at an input of NaN. */
    private static final class Mean implements Learner {
        private double[] theta = new double[SIZE];
        private boolean closed;
        private int calls;

        @Override
        public double[] parameters() {
            return theta.clone();
        }

        @Override
        public void setParameters(double[] parameters) {
            theta = parameters.clone();
        }

        @Override
        public double[] buffers() {
            return new double[0];
        }

        @Override
        public double gradient(Batch batch, long step, double[] gradient) {
            calls++;
            java.util.Arrays.fill(gradient, 0);
            double loss = 0;
            for (int i = 0; i < batch.size() * SIZE; i++) {
                double x = batch.inputs().get(i);
                if (Double.isNaN(x)) {
                    throw new IllegalArgumentException("an input is NaN");
                }
                gradient[i % SIZE] += x / batch.size();
                loss += theta[i % SIZE] * x / batch.size();
            }
            return loss;
        }

        @Override
        public Evaluation evaluate(Batch batch) {
            return new Evaluation(batch.inputs(), new double[batch.size()]);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Learner learner(NetworkGraph graph, int threads) throws EngineException {
        return PieceLearner.of(
                graph,
                threads,
                () -> {
                    made.add(new Mean());
                    return made.get(made.size() - 1);
                });
    }

    private static Batch batch(int size) {
        double[] x = new double[size * SIZE];
        new SeededRandom(3).nextGaussians(x);
        return new Batch(Tensor.of(Shape.of(size, SIZE), x), new int[size]);
    }

    private double[] lossAndGradient(int size, int threads) throws EngineException {
        double[] gradient = new double[SIZE + 1];
        try (Learner learner = learner(GRAPH, threads)) {
            learner.setParameters(new double[] {1, 2, 3, 4, 5});
            double[] own = new double[SIZE];
            learner.gradient(batch(7), 0, own);
            gradient[SIZE] = learner.gradient(batch(size), 1, own);
            System.arraycopy(own, 0, gradient, 0, SIZE);
        }
        return gradient;
    }

    @Test
    void noBitDependsOnTheThreads() throws EngineException {
        for (int size : new int[] {64, 127, 128, 301, 1000}) {
            double[] alone = lossAndGradient(size, 1);
            assertThat(lossAndGradient(size, 2)).isEqualTo(alone);
            assertThat(lossAndGradient(size, 5)).isEqualTo(alone);
        }
    }

    @Test
    void thePiecesGiveTheGradientOfTheBatch() throws EngineException {
        Mean whole = new Mean();
        whole.setParameters(new double[] {1, 2, 3, 4, 5});
        double[] gradient = new double[SIZE];
        double loss = whole.gradient(batch(301), 1, gradient);

        double[] pieces = lossAndGradient(301, 2);

        assertThat(pieces[SIZE]).isCloseTo(loss, within(1e-12));
        assertThat(java.util.Arrays.copyOf(pieces, SIZE)).containsExactly(gradient, within(1e-12));
        assertThat(made).hasSize(2).allMatch(learner -> learner.calls >= 2);
    }

    @Test
    void aSmallBatchStaysWhole() throws EngineException {
        lossAndGradient(127, 2);
        assertThat(made.get(1).calls).isZero();
    }

    @Test
    void aNetworkThatDropsUnitsIsNotDivided() throws EngineException {
        NetworkGraph drops =
                NetworkGraph.builder("drops")
                        .input("x", Shape.of(SIZE))
                        .add("drop", new Operator.Dropout(0.5), "x")
                        .build("drop");
        assertThat(learner(drops, 4)).isInstanceOf(Mean.class);
    }

    @Test
    void aPieceThatFailsFailsAsTheWholeWould() throws EngineException {
        Batch bad = batch(256);
        double[] x = bad.inputs().toDoubles().clone();
        x[200 * SIZE] = Double.NaN;
        Batch broken = new Batch(Tensor.of(Shape.of(256, SIZE), x), new int[256]);
        try (Learner learner = learner(GRAPH, 2)) {
            assertThatThrownBy(() -> learner.gradient(broken, 0, new double[SIZE]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an input is NaN");
        }
        assertThat(made).allMatch(learner -> learner.closed);
    }
}
