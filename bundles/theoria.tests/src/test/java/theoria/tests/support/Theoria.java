package theoria.tests.support;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.cli.Console;
import theoria.runtime.cli.TheoriaCommand;
import theoria.runtime.job.RunControl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The command line in this process, with built-in or other plug-ins and its own workspace. */
public final class Theoria {
    private final Path workspace;
    private final Catalogue catalogue;

    /** Works in this workspace, which need not exist. */
    public Theoria(Path workspace) {
        this(workspace, new BuiltIn());
    }

    /** The same with other plug-ins. */
    public Theoria(Path workspace, Catalogue catalogue) {
        this.workspace = workspace;
        this.catalogue = catalogue;
    }

    /** Where its registry lies, or would. */
    public Path workspace() {
        return workspace;
    }

    /** Runs one command. */
    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("THEORIA_WORKSPACE", workspace.toString());
        Console console = new Console(stream(out), stream(err), environment, false);
        int code = TheoriaCommand.execute(arguments, console, catalogue, new RunControl());
        return new Outcome(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /**
     * How a command ended.
     *
     * @param code exit code
     * @param out what went to standard output
     * @param err what went to standard error
     */
    public record Outcome(int code, String out, String err) {}
}
