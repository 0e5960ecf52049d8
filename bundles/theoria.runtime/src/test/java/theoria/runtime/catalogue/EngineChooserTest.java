package theoria.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.Progress;
import theoria.core.model.engine.Trainer;
import theoria.core.model.engine.TrainingListener;
import theoria.core.model.engine.TrainingSpec;
import theoria.core.model.engine.TrainingState;
import theoria.core.model.engine.TrainingTask;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class EngineChooserTest {
    private static final NetworkGraph GRAPH =
            NetworkGraph.builder("net").input("x", Shape.of(1)).build("x");
    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    private static EngineEntry engine(
            String id, Set<Capability> capabilities, Optional<String> obstacle) {
        Engine engine =
                new Engine() {
                    @Override
                    public String id() {
                        return id;
                    }

                    @Override
                    public Map<String, String> versions() {
                        return Map.of();
                    }

                    @Override
                    public Optional<String> obstacle(NetworkGraph graph, Need need) {
                        return obstacle;
                    }

                    @Override
                    public Network open(NetworkGraph graph, Weights weights, Need need)
                            throws EngineException {
                        throw new EngineException("not asked for here");
                    }
                };
        return new EngineEntry(id, capabilities, EnumSet.allOf(Precision.class), () -> engine);
    }

    private static String choose(Need need, EngineEntry... engines) throws EngineException {
        return new EngineChooser(List.of(engines)).choose(GRAPH, need, Optional.empty()).id();
    }

    @Test
    void floatForwardGoesToOnnxRuntimeAndDoubleToTheReference() throws Exception {
        EngineEntry reference = engine("reference", ALL, Optional.empty());
        EngineEntry fast = engine("onnxruntime", Set.of(Capability.FORWARD), Optional.empty());
        assertThat(choose(Need.forward(Precision.FLOAT), reference, fast)).isEqualTo("onnxruntime");
        assertThat(choose(Need.forward(Precision.DOUBLE), fast, reference)).isEqualTo("reference");
    }

    @Test
    void anEngineWithAnObstacleOrWithoutTheCapabilityIsPassedOver() throws Exception {
        EngineEntry reference = engine("reference", ALL, Optional.empty());
        EngineEntry stuck = engine("dl4j", ALL, Optional.of("cannot do groups"));
        EngineEntry fast = engine("onnxruntime", Set.of(Capability.FORWARD), Optional.empty());
        Need gradient = Need.of(Precision.FLOAT, Capability.PARAMETER_GRADIENT);
        assertThat(choose(gradient, fast, stuck, reference)).isEqualTo("reference");
    }

    @Test
    void ifNoneCanServeEveryObstacleIsTold() {
        EngineEntry stuck = engine("dl4j", ALL, Optional.of("cannot do groups"));
        assertThatThrownBy(() -> choose(Need.forward(Precision.FLOAT), stuck))
                .isInstanceOf(EngineException.class)
                .hasMessage("no engine can run 'net': dl4j: cannot do groups");
    }

    /** A trainer that is only asked for its name. */
    private record Named(String id) implements Trainer {
        @Override
        public Optional<String> obstacle(NetworkGraph graph, TrainingSpec spec) {
            return Optional.empty();
        }

        @Override
        public TrainingState train(TrainingTask task, TrainingListener listener, Progress progress)
                throws EngineException {
            throw new EngineException("not asked for here");
        }
    }

    @Test
    void trainersOfStrangersComeAfterOurs() {
        List<Trainer> trainers =
                List.of(new Named("a-stranger"), new Named("reference"), new Named("dl4j"));
        assertThat(EngineChooser.order(trainers))
                .extracting(Trainer::id)
                .containsExactly("dl4j", "reference", "a-stranger");
    }

    @Test
    void anUnknownEngineIsRefusedWithTheInstalledOnes() {
        EngineChooser chooser =
                new EngineChooser(List.of(engine("reference", ALL, Optional.empty())));
        assertThatThrownBy(
                        () ->
                                chooser.choose(
                                        GRAPH, Need.forward(Precision.FLOAT), Optional.of("torch")))
                .hasMessage("there is no engine 'torch'; installed are reference");
    }
}
