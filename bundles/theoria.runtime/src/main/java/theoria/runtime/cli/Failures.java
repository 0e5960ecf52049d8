package theoria.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;

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
        console.err().println("theoria: " + e.getMessage());
        console.err()
                .println(
                        "theoria: '"
                                + e.getCommandLine().getCommandSpec().qualifiedName()
                                + " --help' shows how it is used.");
        console.err().flush();
        return ExitCode.USAGE;
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
                || e instanceof theoria.core.study.parameter.ParameterException) {
            return ExitCode.USAGE;
        }
        if (e instanceof FormatException || e instanceof RegistryException) {
            return ExitCode.BAD_INPUT;
        }
        if (e instanceof StudyException || e instanceof EngineException || shape(e)) {
            return ExitCode.OBSTACLE;
        }
        return e instanceof Cancelled ? ExitCode.CANCELLED : ExitCode.INTERNAL;
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

    private static boolean debug(CommandLine command) {
        Object user = command.getCommandSpec().userObject();
        return user instanceof TheoriaCommand.Global && ((TheoriaCommand.Global) user).debug();
    }
}
