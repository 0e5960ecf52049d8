package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.job.RunControl;

import java.util.concurrent.Callable;

/** The command line: parses arguments, runs one command, and gives its exit code. */
@Command(
        name = "theoria",
        version = "theoria 1.0.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "A workbench for the mathematics of deep learning.",
            "Without arguments the window opens; with a command this runs in the terminal."
        },
        footer = {
            "",
            "Exit codes: 0 fine, 1 --fail-on or drift, 2 wrong usage, 3 bad input,",
            "4 the study cannot run, 5 internal error, 130 cancelled."
        })
public final class TheoriaCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--debug",
            description = "Show the stack trace of a failure; may also follow the command.")
    boolean debug;

    private TheoriaCommand() {}

    /** A command with the options all commands share. */
    interface Global {
        /** Whether stack traces are wanted. */
        boolean debug();
    }

    /** Runs a command line to its exit code. */
    public static int execute(
            String[] arguments, Console console, Catalogue catalogue, RunControl control) {
        SessionFactory sessions = new SessionFactory(console, catalogue, control);
        Failures failures = new Failures(console);
        CommandLine line = new CommandLine(new TheoriaCommand());
        line.addSubcommand(new DemoCommand(sessions));
        line.addSubcommand(new TrainCommand(sessions));
        line.addSubcommand(new ImportCommand(sessions));
        line.addSubcommand(new ExportCommand(sessions));
        line.addSubcommand(ModelsCommand.of(sessions));
        line.addSubcommand(new ShowCommand(sessions));
        line.addSubcommand(new StudiesCommand(sessions));
        line.addSubcommand(new RunCommand(sessions));
        line.addSubcommand(new DiffCommand(sessions));
        line.addSubcommand(new ReportCommand(sessions));
        line.addSubcommand(new VerifyReportCommand(sessions));
        line.addSubcommand(RegistryCommand.of(sessions));
        line.addSubcommand(PluginsCommand.of(sessions));
        line.addSubcommand(new BenchCommand(sessions));
        line.addSubcommand(new VerifyCommand(sessions));
        line.setOut(
                new java.io.PrintWriter(
                        console.out(), true, java.nio.charset.StandardCharsets.UTF_8));
        line.setErr(
                new java.io.PrintWriter(
                        console.err(), true, java.nio.charset.StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands().values().forEach(sub -> addHelp(sub, line));
        line.setExpandAtFiles(false);
        int code = line.execute(arguments);
        console.out().flush();
        console.err().flush();
        return code;
    }

    private static void addHelp(CommandLine command, CommandLine root) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().version(root.getCommandSpec().version());
        command.getSubcommands().values().forEach(sub -> addHelp(sub, root));
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command was expected");
    }
}
