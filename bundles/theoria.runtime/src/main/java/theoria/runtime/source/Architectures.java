package theoria.runtime.source;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.zoo.Architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the graph that an architecture's text names: a file whose graph is taken (a network or an
 * architecture without weights), else a name or description as {@link Architecture} knows them.
 */
public final class Architectures {
    private final List<ArchitectureLoader> loaders;
    private final List<ModelLoader> networks;

    /** Looks with these loaders. */
    public Architectures(List<ArchitectureLoader> loaders, List<ModelLoader> networks) {
        this.loaders = List.copyOf(loaders);
        this.networks = List.copyOf(networks);
    }

    /** The reader of an architecture file, if the file is one. */
    private Optional<ArchitectureLoader> loader(FileProbe probe) {
        return loaders.stream().filter(loader -> loader.recognises(probe)).findFirst();
    }

    /**
     * The graph for a file of weights. A network of the zoo gets as many classes as the file's last
     * layer has.
     *
     * @throws FormatException if the text is neither a file of a graph nor known
     */
    public NetworkGraph find(String text, NamedTensors tensors) throws FormatException {
        if (ModelSources.isFile(text)) {
            return read(Path.of(text));
        }
        try {
            NetworkGraph usual = Architecture.parse(text);
            int classes = classes(usual, tensors);
            return classes == usual.classes()
                    ? usual
                    : Architecture.parse(text, usual.inputShape(), classes);
        } catch (IllegalArgumentException e) {
            throw new FormatException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The graph of a file without weights; empty if the file is something else.
     *
     * @throws FormatException if it cannot be read, or is damaged
     */
    Optional<NetworkGraph> described(Path file) throws FormatException {
        Optional<ArchitectureLoader> loader = loader(FileProbe.of(file));
        return loader.isPresent() ? Optional.of(loader.get().load(file)) : Optional.empty();
    }

    private NetworkGraph read(Path file) throws FormatException {
        Optional<NetworkGraph> graph = described(file);
        if (graph.isPresent()) {
            return graph.get();
        }
        FileProbe probe = FileProbe.of(file);
        for (ModelLoader network : networks) {
            if (network.recognises(probe)) {
                return network.load(file).graph();
            }
        }
        throw new FormatException(
                "file '"
                        + file
                        + "' "
                        + probe.unknown("an architecture: a network or its description"));
    }

    /**
     * Rows of the tensor that has the name of the network's last kernel; its own if there is none.
     */
    private static int classes(NetworkGraph graph, NamedTensors tensors) {
        List<Block> kernels =
                graph.trainableBlocks().stream()
                        .filter(block -> block.role() == Role.KERNEL)
                        .toList();
        if (kernels.isEmpty()) {
            return graph.classes();
        }
        Block last = kernels.get(kernels.size() - 1);
        return tensors.tensors().stream()
                .filter(entry -> entry.name().equals(last.name()))
                .map(entry -> entry.values().shape())
                .filter(shape -> shape.rank() > 1 && last.shape().extent(0) == graph.classes())
                .map(shape -> shape.extent(0))
                .findFirst()
                .orElse(graph.classes());
    }
}
