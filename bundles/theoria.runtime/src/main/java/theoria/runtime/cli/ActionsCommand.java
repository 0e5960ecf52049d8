package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** A command that does nothing by itself: one of its actions has to be named. */
abstract class ActionsCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    /** With its actions, each a command. */
    static CommandLine of(ActionsCommand command, Object... actions) {
        CommandLine line = new CommandLine(command);
        for (Object action : actions) {
            line.addSubcommand(action);
        }
        return line;
    }

    @Override
    public final Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
