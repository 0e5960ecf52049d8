package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;
import theoria.runtime.plugin.PluginException;

import java.io.IOException;

/**
 * Turns what a command throws into one sentence and an exit code. The stack trace is shown only
 * with {@code --debug}.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        int code = code(e);
        console.err().println("theoria: " + sentence(e, code));
        if (debug(command)) {
            trace(e);
        } else if (code == ExitCode.INTERNAL) {
            console.err().println("theoria: run again with --debug to see where it happened.");
        }
        console.err().flush();
        return code;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        console.err().println("theoria: " + words(e));
        console.err()
                .println(
                        "theoria: '"
                                + e.getCommandLine().getCommandSpec().qualifiedName()
                                + " --help' shows how it is used.");
        console.err().flush();
        return ExitCode.USAGE;
    }

    /** What the parser says, in our words where a person would not understand its own. */
    private static String words(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()
                && !(command.getCommandSpec().userObject() instanceof TheoriaCommand.Global)) {
            return "there is no command '"
                    + unmatched.getUnmatched().get(0)
                    + "'; expected one of "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "'"
                    + String.join(" ", unmatched.getUnmatched())
                    + "' is more than "
                    + command.getCommandName()
                    + " takes"
                    + (command.getSubcommands().isEmpty()
                            ? ""
                            : "; its actions are "
                                    + String.join(", ", command.getSubcommands().keySet()));
        }
        return message.replace("is not a long", "is no whole number")
                .replace("is not an int", "is no whole number")
                .replace("is not a double", "is no number")
                .replace(" (case-insensitive)", "");
    }

    private void trace(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            console.err().println(cause);
            for (StackTraceElement frame : cause.getStackTrace()) {
                console.err().println("    at " + frame);
            }
        }
    }

    static int code(Exception e) {
        if (e instanceof UsageException
                || e instanceof IOException // what is read throws FormatException
                || e instanceof theoria.core.study.parameter.ParameterException) {
            return ExitCode.USAGE;
        }
        if (e instanceof FormatException
                || e instanceof RegistryException
                || e.getCause() instanceof FormatException) {
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof StudyException
                || e instanceof EngineException
                || e instanceof ObstacleException
                || shape(e)) {
            return ExitCode.OBSTACLE;
        }
        if (e instanceof PluginException plugin) {
            return code(plugin.kind());
        }
        return e instanceof Cancelled ? ExitCode.CANCELLED : ExitCode.INTERNAL;
    }

    private static int code(PluginException.Kind kind) {
        switch (kind) {
            case USAGE:
                return ExitCode.USAGE;
            case SITE:
                return ExitCode.BAD_INPUT;
            default:
                return ExitCode.OBSTACLE;
        }
    }

    private static boolean shape(Exception e) {
        return e instanceof ShapeException;
    }

    private static String sentence(Exception e, int code) {
        String message = e.getMessage();
        if (code == ExitCode.INTERNAL || message == null) {
            return "internal error: " + e;
        }
        return message;
    }

    /** Whether {@code --debug} was given, to the command or before its name. */
    private static boolean debug(CommandLine command) {
        for (CommandLine at = command; at != null; at = at.getParent()) {
            Object user = at.getCommandSpec().userObject();
            if (user instanceof TheoriaCommand.Global global && global.debug()
                    || user instanceof TheoriaCommand root && root.debug) {
                return true;
            }
        }
        return false;
    }
}
