package theoria.runtime.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes and what it knows of its surroundings; tests give their own.
 *
 * @param out results, UTF-8
 * @param err messages and progress, UTF-8
 * @param environment variables
 * @param interactive whether a person watches standard error, so that a progress line may be
 *     redrawn
 */
public record Console(
        PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive) {}
