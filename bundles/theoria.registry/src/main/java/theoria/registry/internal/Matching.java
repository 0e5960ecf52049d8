package theoria.registry.internal;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.GraphCodec;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.VectorCodec;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds versions in blobs that nothing tells of: weights become a version if one graph alone has as
 * many numbers. Its name is that of the graph.
 */
final class Matching {
    private static final String NAME = "[0-9a-f]{64}";

    private final Index index;
    private final BlobStore blobs;
    private final VersionTable table;
    private final Predicate<String> intact;

    /** Matching among these blobs, of which the predicate knows which are intact. */
    Matching(Index index, BlobStore blobs, VersionTable table, Predicate<String> intact) {
        this.index = index;
        this.blobs = blobs;
        this.table = table;
        this.intact = intact;
    }

    /** What a blob looks like that holds weights. */
    private record Counts(int parameters, int buffers) {}

    /**
     * Looks at all blobs.
     *
     * @param garbage knows which of them rows name
     */
    void run(Garbage garbage, List<String> restored, List<String> lost) throws RegistryException {
        Set<String> used = index.read(() -> garbage.used(List.of()));
        Map<String, NetworkGraph> graphs = new TreeMap<>();
        Map<String, Counts> weights = new TreeMap<>();
        int unknown = 0;
        for (String hash : names()) {
            Optional<Counts> counts = counts(hash);
            Optional<NetworkGraph> graph = graph(hash);
            if (!used.contains(hash) && !intact.test(hash)) {
                lost.add("blob " + hash + ", which no card tells of, is damaged");
            } else if (graph.isPresent()) {
                graphs.put(hash, graph.get());
            } else if (counts.isPresent()) {
                weights.put(hash, counts.get());
            } else if (!used.contains(hash)) {
                unknown++;
            }
        }
        weights.keySet().removeAll(used);
        for (Map.Entry<String, Counts> blob : weights.entrySet()) {
            match(blob.getKey(), blob.getValue(), graphs, restored, lost);
        }
        if (unknown > 0) {
            lost.add(unknown + " blobs that no card tells of are neither graphs nor weights");
        }
    }

    private List<String> names() throws RegistryException {
        if (!Files.isDirectory(blobs.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(blobs.folder(), 2)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(NAME))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RegistryException("the blobs in " + blobs.folder() + " cannot be listed", e);
        }
    }

    /** The counts that a blob begins with, if its length is what weights of them have. */
    private Optional<Counts> counts(String hash) throws RegistryException {
        try (InputStream in = Files.newInputStream(blobs.file(hash))) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(16)).order(ByteOrder.LITTLE_ENDIAN);
            if (head.remaining() < 16 || head.getInt() != 1) {
                return Optional.empty();
            }
            int width = head.getInt();
            Counts counts = new Counts(head.getInt(), head.getInt());
            boolean fit =
                    (width == Float.BYTES || width == Double.BYTES)
                            && counts.parameters >= 0
                            && counts.buffers >= 0
                            && 16 + ((long) counts.parameters + counts.buffers) * width
                                    == Files.size(blobs.file(hash));
            return fit ? Optional.of(counts) : Optional.empty();
        } catch (IOException e) {
            throw new RegistryException("blob " + hash + " cannot be read", e);
        }
    }

    private Optional<NetworkGraph> graph(String hash) throws RegistryException {
        try (InputStream in = Files.newInputStream(blobs.file(hash))) {
            if (!GraphCodec.recognises(in.readNBytes(Integer.BYTES)) || !intact.test(hash)) {
                return Optional.empty();
            }
            return Optional.of(GraphCodec.read(blobs.get(hash, "a lost version"), hash));
        } catch (FormatException e) {
            return Optional.empty(); // of a newer Theoria, or something else that begins so
        } catch (IOException e) {
            throw new RegistryException("blob " + hash + " cannot be read", e);
        }
    }

    private void match(
            String hash,
            Counts counts,
            Map<String, NetworkGraph> graphs,
            List<String> restored,
            List<String> lost)
            throws RegistryException {
        List<Map.Entry<String, NetworkGraph>> fitting =
                graphs.entrySet().stream()
                        .filter(graph -> graph.getValue().parameterCount() == counts.parameters)
                        .filter(graph -> graph.getValue().bufferCount() == counts.buffers)
                        .toList();
        if (fitting.size() != 1) {
            lost.add(
                    "weights "
                            + hash
                            + " of "
                            + counts.parameters
                            + " parameters cannot be had: "
                            + fitting.size()
                            + " graphs fit them, and no card tells which is theirs");
            return;
        }
        String version = register(fitting.get(0).getValue(), fitting.get(0).getKey(), hash);
        restored.add("restored " + version + " from its blobs alone");
    }

    private String register(NetworkGraph graph, String graphBlob, String weightsBlob)
            throws RegistryException {
        try {
            Weights weights =
                    blobs.read(
                            weightsBlob,
                            "a lost version",
                            (in, length) -> VectorCodec.read(in, length, weightsBlob));
            NewVersion version =
                    new NewVersion(
                            NewVersion.nameOf(graph.name()),
                            graph,
                            weights,
                            InputContract.IDENTITY,
                            new Lineage(
                                    Lineage.Kind.IMPORTED, "blob " + weightsBlob, graph.name(), ""),
                            Map.of(),
                            Optional.empty());
            String hash = ModelHash.of(graph, weights);
            int number = index.write(() -> table.insert(version, hash, graphBlob, weightsBlob));
            return "version " + version.name() + ":" + number;
        } catch (FormatException e) {
            throw new RegistryException(String.valueOf(e.getMessage()), e);
        }
    }
}
