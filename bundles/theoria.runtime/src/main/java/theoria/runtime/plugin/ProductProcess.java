package theoria.runtime.plugin;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line that starts the running product once more, with another application. */
final class ProductProcess {
    private ProductProcess() {}

    /**
     * The same Java and its options, without a window and a workspace.
     *
     * @param configuration folder of its own, empty for the product's
     */
    static List<String> command(
            ProductFolder product, Optional<Path> configuration, String application) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ProductProcess::passedOn)
                .forEach(command::add);
        command.add("-Djava.awt.headless=true");
        // started by -jar, so the class path is the launcher
        command.addAll(List.of("-jar", System.getProperty("java.class.path", "")));
        command.addAll(List.of("-install", product.home().toString()));
        configuration.ifPresent(
                folder -> command.addAll(List.of("-configuration", folder.toString())));
        command.addAll(List.of("-application", application, "-nosplash", "-data", "@none"));
        return command;
    }

    /** Not what belongs to this process alone: quick start, agents, debuggers. */
    private static boolean passedOn(String argument) {
        return !argument.startsWith("-XX:TieredStopAtLevel")
                && !argument.startsWith("-agent")
                && !argument.startsWith("-javaagent");
    }
}
