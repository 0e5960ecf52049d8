package theoria.runtime.cli;

import picocli.CommandLine.Option;

import theoria.runtime.source.ModelSources;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How files of models are read that do not say all of it themselves. */
final class ArchitectureOption {
    @Option(
            names = "--architecture",
            paramLabel = "ARCH",
            description =
                    "For every file of weights only: a name of the zoo (cifar-resnet56-b, vgg16),"
                            + " mlp:784-512-10[:relu|tanh], seq:1x28x28,conv3x3x8,relu,..., or a"
                            + " file whose graph is taken.")
    Optional<String> text = Optional.empty();

    @Option(
            names = "--read",
            paramLabel = "WAY",
            split = ",",
            description =
                    "Read every file of a network in another way than it is written; of ONNX: round"
                            + " (activations that are 8-bit codes), fold-batch-norm (into the"
                            + " convolution before it).")
    Set<String> ways = new TreeSet<>();

    /** Sources that read so. */
    ModelSources of(ModelSources sources) {
        return sources.with(text).reading(ways);
    }
}
