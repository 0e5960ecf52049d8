package theoria.runtime.job;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.core.model.zoo.WeightMapping;
import theoria.runtime.catalogue.Catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the files of numbers that parameters of studies name, by the installed loaders. */
final class NumberFiles {
    private final Catalogue catalogue;

    NumberFiles(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All arrays of a file. */
    NamedTensors tensors(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        List<TensorLoader> loaders = catalogue.tensorLoaders();
        for (TensorLoader loader : loaders) {
            if (loader.recognises(probe)) {
                return loader.load(file);
            }
        }
        String formats =
                loaders.stream().map(TensorLoader::format).collect(Collectors.joining(", "));
        throw new FormatException(
                "'" + file + "' " + probe.unknown("arrays of numbers, one of " + formats));
    }

    /** The weights of a file for a graph; a file of a network goes first, as everywhere. */
    Weights weights(Path file, NetworkGraph graph) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        Optional<ModelLoader> network =
                catalogue.modelLoaders().stream()
                        .filter(loader -> loader.recognises(probe))
                        .findFirst();
        if (network.isPresent()) {
            return ofNetwork(file, network.get().load(file), graph);
        }
        NamedTensors tensors = tensors(file);
        try {
            return WeightMapping.attach(graph, tensors).weights();
        } catch (FormatException e) {
            throw new FormatException("'" + file.getFileName() + "': " + e.getMessage(), e);
        }
    }

    private static Weights ofNetwork(Path file, ImportedModel network, NetworkGraph graph)
            throws FormatException {
        List<String> there = shapes(network.graph());
        List<String> expected = shapes(graph);
        if (!there.equals(expected)) {
            throw new FormatException(
                    "'"
                            + file.getFileName()
                            + "' holds blocks of shapes "
                            + String.join(", ", there)
                            + "; expected "
                            + String.join(", ", expected));
        }
        return network.weights();
    }

    private static List<String> shapes(NetworkGraph graph) {
        return graph.blocks().stream().map((Block b) -> b.role() + " " + b.shape()).toList();
    }
}
