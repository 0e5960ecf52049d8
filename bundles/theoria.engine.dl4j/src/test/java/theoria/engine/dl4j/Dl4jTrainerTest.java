package theoria.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class Dl4jTrainerTest {
    private static final Dataset DIGITS = SynthDigits.dataset(3, 120, 40);

    private final Dl4jTrainer trainer = new Dl4jTrainer();

    /** Convolution, batch norm, ReLU, pooling, dropout, dense. */
    private static NetworkGraph network() {
        NetworkGraph graph =
                Architecture.parse(
                        "seq:1x32x32,conv5x5x4s2,bn,relu,maxpool2,flatten", Shape.of(1), 10);
        NetworkGraph.Builder builder = NetworkGraph.builder("small");
        graph.nodes().forEach(builder::add);
        builder.add("dropout", new Operator.Dropout(0.25), graph.output());
        return builder.add(
                        new Node(
                                "fc",
                                new Operator.Dense(10),
                                List.of("dropout"),
                                Map.of(Role.KERNEL, "fc.weight", Role.BIAS, "fc.bias")))
                .build("fc");
    }

    private static TrainingTask task(
            TrainingSpec.Optimiser optimiser,
            Precision precision,
            double rate,
            Optional<TrainingState> resume) {
        double momentum = optimiser == TrainingSpec.Optimiser.SGD ? 0.9 : 0;
        TrainingSpec.Schedule cosine = TrainingSpec.Schedule.COSINE;
        TrainingSpec spec =
                new TrainingSpec(optimiser, rate, cosine, momentum, 1e-4, 50, 4, 7, 5, precision);
        return new TrainingTask(
                network(),
                Initialisation.HE.draw(network(), 1),
                examples(DIGITS, Split.TRAIN, network()),
                Optional.of(examples(DIGITS, Split.TEST, network())),
                spec,
                resume);
    }

    private static Examples examples(Dataset data, Split split, NetworkGraph graph) {
        return PreparedExamples.of(
                data.split(split).orElseThrow(), InputContract.IDENTITY, graph.inputShape());
    }

    @ParameterizedTest
    @CsvSource({"SGD, FLOAT", "ADAM, FLOAT", "SGD, DOUBLE", "ADAM, DOUBLE"})
    void aRunStoppedAndResumedEqualsTheUninterruptedOneBitForBit(
            TrainingSpec.Optimiser optimiser, Precision precision) throws Exception {
        TrainingTask whole = task(optimiser, precision, 0.01, Optional.empty());
        TrainingState uninterrupted = trainer.train(whole, (state, metrics) -> {}, Progress.none());
        List<TrainingState> stored = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        whole,
                                        (state, metrics) -> stored.add(state),
                                        cancelAfter(7)))
                .isInstanceOf(Cancelled.class);
        TrainingState last = stored.get(stored.size() - 1);
        assertThat(last.step()).isEqualTo(7);
        TrainingState resumed =
                trainer.train(
                        task(optimiser, precision, 0.01, Optional.of(last)),
                        (state, metrics) -> {},
                        Progress.none());
        assertThat(resumed.step()).isEqualTo(uninterrupted.step());
        assertThat(resumed.weights()).isEqualTo(uninterrupted.weights());
        assertThat(resumed.optimiser()).isEqualTo(uninterrupted.optimiser());
    }

    private static Progress cancelAfter(int checks) {
        int[] left = {checks};
        return new Progress() {
            @Override
            public void check() throws Cancelled {
                if (left[0]-- == 0) {
                    throw new Cancelled();
                }
            }

            @Override
            public void report(double fraction, String what) {
                assertThat(fraction).isBetween(0.0, 1.0);
            }
        };
    }

    @Test
    void divergenceIsSaidWithItsStep() {
        TrainingTask task =
                task(TrainingSpec.Optimiser.SGD, Precision.FLOAT, 1e30, Optional.empty());
        assertThatThrownBy(() -> trainer.train(task, (state, metrics) -> {}, Progress.none()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("training diverged")
                .hasMessageContaining("at step");
    }

    @Test
    void aLeNetLearnsSynthDigits() throws Exception {
        Dataset data = SynthDigits.dataset(11, 2000, 500);
        NetworkGraph graph = Architecture.parse("lenet", Shape.of(1, 32, 32), 10);
        TrainingSpec spec =
                new TrainingSpec(
                        TrainingSpec.Optimiser.ADAM,
                        0.002,
                        TrainingSpec.Schedule.COSINE,
                        0,
                        0,
                        50,
                        4,
                        1,
                        0,
                        Precision.FLOAT);
        List<Map<String, Double>> metrics = new ArrayList<>();
        trainer.train(
                new TrainingTask(
                        graph,
                        Initialisation.HE.draw(graph, 1),
                        examples(data, Split.TRAIN, graph),
                        Optional.of(examples(data, Split.TEST, graph)),
                        spec,
                        Optional.empty()),
                (state, measured) -> metrics.add(measured),
                Progress.none());
        assertThat(metrics.get(metrics.size() - 1).get("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void sharedRunningStatisticsAreDeclined() {
        Map<Role, String> blocks = Map.of(Role.MEAN, "m", Role.VARIANCE, "v");
        NetworkGraph graph =
                NetworkGraph.builder("shared")
                        .input("x", Shape.of(3))
                        .add(new Node("a", new Operator.BatchNorm(1), List.of("x"), blocks))
                        .add(new Node("b", new Operator.BatchNorm(1), List.of("a"), blocks))
                        .build("b");
        TrainingSpec spec =
                task(TrainingSpec.Optimiser.SGD, Precision.FLOAT, 1, Optional.empty()).spec();
        assertThat(trainer.obstacle(graph, spec))
                .contains(
                        "cannot train BatchNorm 'b', which shares its running mean 'm' with"
                                + " another");
    }
}
