package theoria.runtime.cli;

import theoria.core.model.data.InputContract;
import theoria.core.model.file.Sha256;
import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelHistory;
import theoria.core.model.registry.ModelQuery;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.runtime.source.Workspace;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code theoria bench registry}: a workspace of 10,000 versions is listed and searched. */
final class RegistryBench {
    private static final int MODELS = 100;
    private static final int VERSIONS = 100;
    private static final ModelQuery QUERY =
            ModelQuery.parse("accuracy > 0.95 and arch ~ MLP and tag = even and created > 2025");

    private final NetworkGraph graph = Architecture.parse("mlp:4-3-2", Shape.of(4), 2);
    private final Memory blobs = new Memory();

    private RegistryBench() {}

    /** Blobs in memory, by hash. */
    private static final class Memory implements ModelHistory.Blobs {
        private final Map<String, byte[]> bytes = new HashMap<>();

        String put(byte[] blob) {
            String hash = HexFormat.of().formatHex(Sha256.digest().digest(blob));
            bytes.put(hash, blob);
            return hash;
        }

        @Override
        public InputStream open(String hash) {
            return new ByteArrayInputStream(bytes.getOrDefault(hash, new byte[0]));
        }

        @Override
        public long length(String hash) {
            return bytes.getOrDefault(hash, new byte[0]).length;
        }
    }

    /**
     * Fills a workspace and measures.
     *
     * @param folder empty
     */
    static List<Timing> timings(Path folder, int runs) throws Exception {
        try (Workspace workspace = new Workspace(folder)) {
            ModelRegistry registry = workspace.registry();
            new RegistryBench().fill(registry);
            String of = MODELS * VERSIONS + " versions of " + MODELS + " models, ";
            return List.of(
                    Timing.of(
                            "registry.list",
                            of + "all of them listed",
                            runs,
                            true,
                            () -> Map.of("versions", registry.versions().size())),
                    Timing.of(
                            "registry.search",
                            of + "those listed that satisfy " + QUERY,
                            runs,
                            true,
                            () -> Map.of("versions", registry.search(QUERY).size())),
                    Timing.of(
                            "registry.find",
                            of + "the newest of one model found",
                            runs,
                            true,
                            () -> Map.of("found", registry.find("model50").isPresent())));
        }
    }

    /** All models have the same versions, so that the blobs are few; nothing else is shared. */
    private void fill(ModelRegistry registry) throws RegistryException {
        String graphBlob = blobs.put(GraphCodec.write(graph));
        List<ModelHistory.Version> versions = new ArrayList<>();
        for (int number = 1; number <= VERSIONS; number++) {
            Weights weights = Initialisation.HE.draw(graph, number);
            versions.add(
                    new ModelHistory.Version(
                            facts(number, ModelHash.of(graph, weights)),
                            graphBlob,
                            blobs.put(VectorCodec.write(weights)),
                            List.of(),
                            Optional.empty(),
                            Optional.empty()));
        }
        ModelHistory first = new ModelHistory("model0", versions, List.of(), List.of());
        for (int model = 0; model < MODELS; model++) {
            registry.add(first.named("model" + model), blobs);
        }
    }

    private ModelVersion facts(int number, String hash) {
        return new ModelVersion(
                "model0",
                number,
                hash,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                graph.parameterCount(),
                InputContract.IDENTITY.text(),
                number == 1
                        ? new Lineage(Lineage.Kind.TRAINED, "mlp:4-3-2 on synthdigits")
                        : new Lineage(
                                Lineage.Kind.DERIVED, "model0:" + (number - 1), "mlp:4-3-2", ""),
                Map.of("accuracy", number / 100.0, "loss", 1.0 / number, "f1", number / 101.0),
                number == VERSIONS ? List.of("best") : List.of(),
                List.of(number % 2 == 0 ? "even" : "odd", "bench"),
                "note " + number,
                Optional.empty());
    }
}
