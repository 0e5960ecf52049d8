package theoria.tests.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One command in a process of its own, which a test may kill: WORKSPACE ARGUMENTS. */
public final class CommandProcess {
    private CommandProcess() {}

    /** Starts it; what it prints goes nowhere. */
    public static Process start(Path workspace, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(CommandProcess.class.getName());
        command.add(workspace.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Theoria.Outcome outcome =
                new Theoria(Path.of(words.get(0)))
                        .run(words.subList(1, words.size()).toArray(new String[0]));
        System.exit(outcome.code());
    }
}
