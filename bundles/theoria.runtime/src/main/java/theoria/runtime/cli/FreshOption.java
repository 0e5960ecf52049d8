package theoria.runtime.cli;

import picocli.CommandLine.Option;

/** Whether a run may use what earlier ones found. */
final class FreshOption {
    @Option(
            names = "--fresh",
            description =
                    "Compute everything anew: continue no interrupted run, take no cell of a"
                            + " landscape from earlier runs and keep none.")
    boolean fresh;
}
