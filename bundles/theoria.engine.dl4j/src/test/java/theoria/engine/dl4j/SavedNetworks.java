package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.engine.reference.ReferenceEngine;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Networks that DL4J builds, fills and saves, read by the loader and computed by the reference
 * engine, against DL4J's own output in double: they agree to 1e-10.
 */
final class SavedNetworks {
    private static final int BATCH = 3;
    private static final double TOLERANCE = 1e-10;

    private SavedNetworks() {}

    /** Double precision, with a fixed seed. */
    static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().seed(5).dataType(DataType.DOUBLE);
    }

    /**
     * Layers in a row.
     *
     * @param input what the first layer takes, null if it says so itself
     */
    static MultiLayerNetwork network(InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = base().list(layers);
        if (input != null) {
            list.setInputType(input);
        }
        MultiLayerConfiguration configuration = list.build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** A last layer without activation. */
    static OutputLayer output(int units) {
        return new OutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nOut(units)
                .build();
    }

    /**
     * Fills a network with numbers, saves and reads it and compares the outputs.
     *
     * @param folder for the file
     * @param softmax whether the network as read lacks a final softmax
     */
    static ImportedModel check(Path folder, Shape input, Model network, boolean softmax)
            throws Exception {
        SeededRandom random = new SeededRandom(11);
        INDArray parameters = network.params();
        for (long i = 0; i < parameters.length(); i++) {
            parameters.putScalar(i, random.nextDouble(0.05, 0.6) * (i % 3 == 0 ? -1 : 1));
        }
        makeVariancesPositive(network);
        double[] pixels = new double[BATCH * input.size()];
        random.nextGaussians(pixels);
        Path file = folder.resolve("network.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        ImportedModel model = new Dl4jLoader().load(file);
        assertThat(model.graph().inputShape()).isEqualTo(input);
        double[] expected = outputs(network, input, pixels);
        double[] actual = scores(model, Tensor.of(input.prepend(BATCH), pixels));
        assertThat(softmax ? softmax(actual) : actual)
                .usingComparatorWithPrecision(TOLERANCE)
                .containsExactly(expected);
        return model;
    }

    /** Variances are parameters of DL4J; those that the loop made negative are turned round. */
    private static void makeVariancesPositive(Model network) {
        network.paramTable()
                .forEach(
                        (name, values) -> {
                            if (name.endsWith("_var")) {
                                values.assign(Transforms.abs(values));
                            }
                        });
    }

    private static double[] outputs(Model network, Shape input, double[] pixels) {
        long[] shape = Arrays.stream(input.prepend(BATCH).toArray()).asLongStream().toArray();
        INDArray array = Nd4j.create(pixels, shape, DataType.DOUBLE);
        INDArray output =
                network instanceof MultiLayerNetwork
                        ? ((MultiLayerNetwork) network).output(array)
                        : ((ComputationGraph) network).outputSingle(array);
        return output.dup('c').data().asDouble();
    }

    /** Outputs by the reference engine in double precision. */
    static double[] scores(ImportedModel model, Tensor inputs) throws Exception {
        Need need = Need.of(Precision.DOUBLE, Capability.FORWARD);
        try (Network network = new ReferenceEngine().open(model.graph(), model.weights(), need)) {
            return network.scores(inputs).toDoubles();
        }
    }

    private static double[] softmax(double[] scores) {
        double[] shares = new double[scores.length];
        int classes = scores.length / BATCH;
        for (int n = 0; n < BATCH; n++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(scores[n * classes + k]);
            }
            for (int k = 0; k < classes; k++) {
                shares[n * classes + k] = Math.exp(scores[n * classes + k]) / sum;
            }
        }
        return shares;
    }
}
