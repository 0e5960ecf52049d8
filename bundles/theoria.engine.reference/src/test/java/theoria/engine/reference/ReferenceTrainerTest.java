package theoria.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import theoria.core.model.data.Augmentation;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.data.SynthDigits;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingStep;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ReferenceTrainerTest {
    private static final NetworkGraph GRAPH =
            Architecture.parse("mlp:1024-16-10", Shape.of(1024), 10);
    private static final Dataset DIGITS = SynthDigits.dataset(3, 120, 40);

    private static TrainingTask task(
            TrainingSpec.Optimiser optimiser, double rate, Optional<TrainingState> resume) {
        TrainingSpec spec =
                new TrainingSpec(
                        optimiser,
                        rate,
                        TrainingSpec.Schedule.COSINE,
                        optimiser == TrainingSpec.Optimiser.SGD ? 0.9 : 0,
                        1e-4,
                        50,
                        8,
                        7,
                        5,
                        Precision.FLOAT);
        return new TrainingTask(
                GRAPH,
                Initialisation.HE.draw(GRAPH, 1),
                examples(Split.TRAIN),
                Optional.of(examples(Split.TEST)),
                spec,
                resume);
    }

    private static Examples examples(Split split) {
        return PreparedExamples.of(
                DIGITS.split(split).orElseThrow(), InputContract.IDENTITY, Shape.of(1024));
    }

    @ParameterizedTest
    @EnumSource(TrainingSpec.Optimiser.class)
    void aRunStoppedAndResumedEqualsTheUninterruptedOneBitForBit(TrainingSpec.Optimiser optimiser)
            throws Exception {
        ReferenceTrainer trainer = new ReferenceTrainer();
        TrainingTask whole = task(optimiser, 0.01, Optional.empty());
        TrainingState uninterrupted = trainer.train(whole, (state, metrics) -> {}, Progress.none());
        List<TrainingState> stored = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        whole,
                                        (state, metrics) -> stored.add(state),
                                        cancelAfter(13)))
                .isInstanceOf(Cancelled.class);
        TrainingState last = stored.get(stored.size() - 1);
        assertThat(last.step()).isEqualTo(13);
        TrainingState resumed =
                trainer.train(
                        task(optimiser, 0.01, Optional.of(last)),
                        (state, metrics) -> {},
                        Progress.none());
        assertThat(resumed.step()).isEqualTo(uninterrupted.step());
        assertThat(resumed.weights()).isEqualTo(uninterrupted.weights());
        assertThat(resumed.optimiser()).isEqualTo(uninterrupted.optimiser());
    }

    private static TrainingTask changed(
            Set<String> frozen, String augmentation, Optional<TrainingState> resume) {
        TrainingTask plain = task(TrainingSpec.Optimiser.SGD, 0.01, resume);
        return new TrainingTask(
                GRAPH,
                plain.initial(),
                plain.train(),
                plain.validation(),
                plain.spec(),
                resume,
                frozen,
                Augmentation.parse(augmentation));
    }

    /** Momentum and weight decay would move them. */
    @Test
    void frozenBlocksKeepTheirBits() throws Exception {
        List<Block> blocks = GRAPH.trainableBlocks();
        TrainingTask task = changed(Set.of(blocks.get(0).name()), "", Optional.empty());
        TrainingState last =
                new ReferenceTrainer().train(task, (state, metrics) -> {}, Progress.none());
        assertThat(last.weights().values(blocks.get(0)))
                .isEqualTo(task.initial().values(blocks.get(0)));
        assertThat(last.weights().values(blocks.get(2)))
                .isNotEqualTo(task.initial().values(blocks.get(2)));
    }

    @Test
    void augmentedExamplesFollowFromTheSeedAndTheStep() throws Exception {
        ReferenceTrainer trainer = new ReferenceTrainer();
        List<TrainingState> stored = new ArrayList<>();
        TrainingTask task = changed(Set.of(), "noise=0.1", Optional.empty());
        TrainingState whole =
                trainer.train(task, (state, metrics) -> stored.add(state), Progress.none());
        TrainingState plain =
                trainer.train(
                        changed(Set.of(), "", Optional.empty()),
                        (state, metrics) -> {},
                        Progress.none());
        assertThat(whole.weights()).isNotEqualTo(plain.weights());
        TrainingTask rest = changed(Set.of(), "noise=0.1", Optional.of(stored.get(2)));
        TrainingState resumed = trainer.train(rest, (state, metrics) -> {}, Progress.none());
        assertThat(resumed.weights()).isEqualTo(whole.weights());
    }

    @Test
    void whatIsMeasuredOfAStepFits() throws Exception {
        List<TrainingStep> steps = new ArrayList<>();
        List<Map<String, Double>> metrics = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void step(TrainingStep measured) {
                        steps.add(measured);
                    }

                    @Override
                    public void checkpoint(TrainingState state, Map<String, Double> measured) {
                        metrics.add(measured);
                    }

                    @Override
                    public boolean enough() {
                        return metrics.size() == 3;
                    }
                };
        TrainingState last =
                new ReferenceTrainer()
                        .train(
                                task(TrainingSpec.Optimiser.SGD, 0.01, Optional.empty()),
                                listener,
                                Progress.none());
        assertThat(last.step()).as("checkpoints at 0, 5 and 10").isEqualTo(10);
        assertThat(steps).hasSize(10);
        TrainingStep first = steps.get(0);
        double decayed = first.gradientNorm() + 1e-4 * (first.weightNorm() + first.updateNorm());
        assertThat(first.updateNorm()).isBetween(0.5 * 0.01 * decayed, 1.0001 * 0.01 * decayed);
        double mean = 0;
        for (TrainingStep step : steps.subList(5, 10)) {
            mean += step.updateRatio() / 5;
        }
        assertThat(metrics.get(2).get("update_ratio")).isCloseTo(mean, within(1e-12));
        assertThat(metrics.get(2)).containsEntry("weight_norm", steps.get(9).weightNorm());
        assertThat(metrics.get(0)).doesNotContainKey("update_ratio");
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
    void trainingLowersTheLoss() throws Exception {
        List<Map<String, Double>> metrics = new ArrayList<>();
        new ReferenceTrainer()
                .train(
                        task(TrainingSpec.Optimiser.ADAM, 0.003, Optional.empty()),
                        (state, measured) -> metrics.add(measured),
                        Progress.none());
        double first = metrics.get(0).get("loss");
        double last = metrics.get(metrics.size() - 1).get("loss");
        assertThat(last).isLessThan(0.8 * first);
    }

    @Test
    void divergenceIsSaidWithItsStep() {
        assertThatThrownBy(
                        () ->
                                new ReferenceTrainer()
                                        .train(
                                                task(
                                                        TrainingSpec.Optimiser.SGD,
                                                        1e30,
                                                        Optional.empty()),
                                                (state, measured) -> {},
                                                Progress.none()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("training diverged")
                .hasMessageContaining("at step");
    }

    @Test
    void batchNormIsDeclinedByName() {
        NetworkGraph graph =
                Architecture.parse("seq:1x8x8,conv3x3x2,bn,relu,flatten,dense10", Shape.of(1), 1);
        assertThat(
                        new ReferenceTrainer()
                                .obstacle(
                                        graph,
                                        task(TrainingSpec.Optimiser.SGD, 1, Optional.empty())
                                                .spec()))
                .hasValueSatisfying(text -> assertThat(text).contains("BatchNorm 'bn1'"));
    }
}
