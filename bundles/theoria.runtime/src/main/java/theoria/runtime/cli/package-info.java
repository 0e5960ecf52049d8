/**
 * The command line: one class per command, the same code as the workbench underneath. Results go to
 * standard output, messages to standard error; a failure is one sentence and an exit code.
 */
@NullMarked
package theoria.runtime.cli;

import org.jspecify.annotations.NullMarked;
