package theoria.tests.support;

import theoria.runtime.catalogue.Catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One command in a process of its own, which a test may kill. Every evaluation of a network takes
 * at least so long as the test says, so that a machine of any speed leaves time for that.
 */
public final class CommandProcess {
    private CommandProcess() {}

    /**
     * Starts it; what it prints goes nowhere.
     *
     * @param pause milliseconds before each evaluation of a network
     */
    public static Process start(Path workspace, int pause, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(CommandProcess.class.getName());
        command.add(workspace.toString());
        command.add(Integer.toString(pause));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        int pause = Integer.parseInt(words.get(1));
        Catalogue slow =
                WatchedEngines.in(
                        new BuiltIn(),
                        name -> {
                            if (name.equals("evaluate")) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                            }
                        });
        Theoria.Outcome outcome =
                new Theoria(Path.of(words.get(0)), slow)
                        .run(words.subList(2, words.size()).toArray(new String[0]));
        System.exit(outcome.code());
    }
}
