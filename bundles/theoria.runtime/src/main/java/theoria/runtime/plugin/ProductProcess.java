package theoria.runtime.plugin;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import theoria.runtime.plugin.PluginException.Kind;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line that starts the running product once more. */
public final class ProductProcess {
    private static final String HEADLESS = "-Djava.awt.headless=true";

    private ProductProcess() {}

    /**
     * The same Java and its options, without a window and a workspace.
     *
     * @param configuration folder of its own, empty for the product's
     */
    static List<String> command(
            ProductFolder product, Optional<Path> configuration, String application) {
        List<String> command = java(List.of(HEADLESS), product);
        configuration.ifPresent(
                folder -> command.addAll(List.of("-configuration", folder.toString())));
        command.addAll(List.of("-application", application, "-nosplash", "-data", "@none"));
        return command;
    }

    /**
     * The same Java and its options, with the window.
     *
     * @param workspace of the window
     * @param properties of its system, as {@code key=value}
     * @throws PluginException if this process is no installed product
     */
    public static List<String> window(Path workspace, List<String> properties)
            throws PluginException {
        BundleContext context =
                Optional.ofNullable(FrameworkUtil.getBundle(ProductProcess.class))
                        .map(bundle -> bundle.getBundleContext())
                        .orElseThrow(
                                () ->
                                        new PluginException(
                                                Kind.OBSTACLE,
                                                "only an installed product has a window"));
        List<String> options = properties.stream().map(property -> "-D" + property).toList();
        List<String> command = java(options, ProductFolder.of(context));
        command.addAll(List.of("-data", workspace.resolve(".workbench").toString()));
        return command;
    }

    private static List<String> java(List<String> options, ProductFolder product) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ProductProcess::passedOn)
                .forEach(command::add);
        command.addAll(options);
        // started by -jar, so the class path is the launcher
        command.addAll(List.of("-jar", System.getProperty("java.class.path", "")));
        command.addAll(List.of("-install", product.home().toString()));
        return command;
    }

    /** Not what belongs to this process alone: no screen, quick start, agents, debuggers. */
    private static boolean passedOn(String argument) {
        return !argument.equals(HEADLESS)
                && !argument.startsWith("-XX:TieredStopAtLevel")
                && !argument.startsWith("-agent")
                && !argument.startsWith("-javaagent");
    }
}
