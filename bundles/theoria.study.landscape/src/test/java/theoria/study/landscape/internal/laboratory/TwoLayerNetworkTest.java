package theoria.study.landscape.internal.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import theoria.core.math.random.SeededRandom;

class TwoLayerNetworkTest {
    private static final double STEP = 1e-6;

    private final SeededRandom random = new SeededRandom(5);

    @Test
    void theLossIsThatOfTheFormula() {
        double[] theta = {2, -1, 0.5, 3, -1, 1, 0, 7};
        TwoLayerNetwork network = new TwoLayerNetwork(2, 2, new double[] {1, 0.5}, new double[1]);
        // the second unit gets (-1 + 0.5) / sqrt(2), which is cut
        double output = 3 * (1.5 / Math.sqrt(2) + 0.5) / Math.sqrt(2);
        assertThat(network.loss(theta)).isCloseTo(output * output / 2, within(1e-14));
    }

    @Test
    void theGradientIsThatOfCentralDifferences() {
        TeacherProblem problem = TeacherProblem.draw(3, 4, 20, random);
        TwoLayerNetwork network =
                new TwoLayerNetwork(3, 5, problem.train(), problem.trainTargets());
        double[] theta = TwoLayerNetwork.start(3, 5, random.split("start"));
        double[] gradient = new double[theta.length];
        assertThat(network.gradient(theta, gradient)).isEqualTo(network.loss(theta));
        for (int i = 0; i < theta.length; i++) {
            double[] moved = theta.clone();
            moved[i] = theta[i] + STEP;
            double above = network.loss(moved);
            moved[i] = theta[i] - STEP;
            double below = network.loss(moved);
            assertThat(gradient[i]).isCloseTo((above - below) / 2 / STEP, within(1e-8));
        }
    }

    @Test
    void theTeacherHasNoLossOnItsOwnProblem() {
        TeacherProblem problem = TeacherProblem.draw(3, 4, 20, random);
        double[] theta = TwoLayerNetwork.start(3, 4, random.split("teacher"));
        TwoLayerNetwork network = new TwoLayerNetwork(3, 4, problem.test(), problem.testTargets());
        assertThat(network.loss(theta)).isZero();
    }
}
