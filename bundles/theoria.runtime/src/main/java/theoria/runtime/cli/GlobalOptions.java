package theoria.runtime.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;

/** Options that every command takes. */
public final class GlobalOptions {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description =
                    "Folder of models and runs (default: $THEORIA_WORKSPACE, else ~/theoria).")
    @Nullable Path workspace;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Worker threads (default: one per processor). Results do not depend on it.")
    void threads(int number) {
        if (number < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is " + number + ", not at least 1");
        }
        threads = number;
    }

    @Option(names = "--quiet", description = "No progress and no remarks.")
    boolean quiet;

    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    boolean debug;
}
