package theoria.study.landscape.internal.curvature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.model.data.Batch;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.study.landscape.internal.LabelledBatches;

import java.lang.reflect.Proxy;
import java.util.List;

/** Two batches whose passes take a hundred bytes each. */
class KeptPassesTest {
    private static final long BYTES = 100;

    private final NetworkGraph graph = Architecture.parse("mlp:4-5-3", Shape.of(4), 3);
    private LabelledBatches batches;

    private record Pass(Batch batch) implements KeptPass {}

    @BeforeEach
    void divide() throws Exception {
        InMemoryExamples examples =
                InMemoryExamples.ofFloats(
                        "eight",
                        Shape.of(4),
                        new float[8 * 4],
                        new int[] {0, 1, 2, 0, 1, 2, 0, 1},
                        List.of("a", "b", "c"));
        batches = new LabelledBatches(examples, graph, 4);
    }

    /** A network that can do nothing but keep passes. */
    private static Network keeper() {
        return (Network)
                Proxy.newProxyInstance(
                        Network.class.getClassLoader(),
                        new Class<?>[] {Network.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("keep")
                                        ? new Pass((Batch) arguments[0])
                                        : (Object) BYTES);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 1", "199, 1", "200, 2", "1000, 2"})
    void asMuchIsKeptAsFits(long room, int kept) throws Exception {
        KeptPasses passes = new KeptPasses(batches, room);
        for (int again = 0; again < 2; again++) {
            for (int i = 0; i < 2; i++) {
                KeptPass pass = passes.of(keeper(), i);
                assertThat(pass.batch()).isEqualTo(batches.get(i));
                assertThat(pass).isInstanceOf(i < kept ? Pass.class : KeptPass.Nothing.class);
            }
        }
    }

    @Test
    void whatIsKeptIsKeptOnce() throws Exception {
        KeptPasses passes = new KeptPasses(batches, BYTES);
        KeptPass first = passes.of(keeper(), 1);
        assertThat(passes.of(keeper(), 1)).isSameAs(first);
        assertThat(passes.of(keeper(), 0)).isInstanceOf(KeptPass.Nothing.class);
    }
}
