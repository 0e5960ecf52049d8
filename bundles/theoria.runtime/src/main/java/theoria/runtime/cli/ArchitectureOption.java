package theoria.runtime.cli;

import picocli.CommandLine.Option;

import java.util.Optional;

/** The architecture of files that hold weights only. */
final class ArchitectureOption {
    @Option(
            names = "--architecture",
            paramLabel = "ARCH",
            description =
                    "For every file of weights only: a name of the zoo (cifar-resnet56-b, vgg16),"
                            + " mlp:784-512-10[:relu|tanh], seq:1x28x28,conv3x3x8,relu,..., or a"
                            + " file whose graph is taken.")
    Optional<String> text = Optional.empty();
}
