package theoria.study.landscape.internal.laboratory;

import theoria.core.math.random.SeededRandom;

/**
 * Regression on the outputs of a fixed network: inputs x ~ N(0, I) in R<sup>d</sup>, targets those
 * of a {@link TwoLayerNetwork} with random weights, for training and, of the same law, for testing.
 *
 * @param inputs d
 * @param train training inputs, one after another
 * @param trainTargets a number for each
 * @param test test inputs
 * @param testTargets a number for each
 */
public record TeacherProblem(
        int inputs, double[] train, double[] trainTargets, double[] test, double[] testTargets) {

    /**
     * A random problem.
     *
     * @param teacher hidden units of the network that gives the targets
     * @param examples for training and as many for testing
     */
    public static TeacherProblem draw(int inputs, int teacher, int examples, SeededRandom random) {
        double[] theta = TwoLayerNetwork.start(inputs, teacher, random.split("teacher"));
        double[] train = new double[inputs * examples];
        double[] test = new double[inputs * examples];
        random.split("train").nextGaussians(train);
        random.split("test").nextGaussians(test);
        return new TeacherProblem(
                inputs,
                train,
                targets(inputs, teacher, theta, train),
                test,
                targets(inputs, teacher, theta, test));
    }

    private static double[] targets(int inputs, int width, double[] theta, double[] x) {
        double[] targets = new double[x.length / inputs];
        TwoLayerNetwork.outputs(inputs, width, theta, x, targets);
        return targets;
    }
}
