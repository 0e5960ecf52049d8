package theoria.runtime.plugin;

import org.jspecify.annotations.Nullable;

import theoria.runtime.plugin.PluginException.Kind;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Deletes the files that no plug-in needs any more. p2 spares those of the running process, so a
 * process of its own does it, in which they do not run.
 */
final class CleanUp {
    private static final String APPLICATION = "org.eclipse.equinox.p2.garbagecollector.application";

    private static final int SECONDS = 60;

    private final ProductFolder product;
    private final String profile;

    CleanUp(ProductFolder product, String profile) {
        this.product = product;
        this.profile = profile;
    }

    /** Does it; p2 does it again, when it can, if this process cannot. */
    void run() throws PluginException {
        ProcessBuilder builder =
                new ProcessBuilder(ProductProcess.command(product, Optional.empty(), APPLICATION));
        builder.command().addAll(List.of("-profile", profile));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            if (!ended || process.exitValue() != 0) {
                throw left("the clean-up did not end as it should", null);
            }
        } catch (IOException e) {
            throw left(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw left("the clean-up was interrupted", e);
        }
    }

    private static PluginException left(@Nullable String why, @Nullable Throwable cause) {
        return new PluginException(
                Kind.OBSTACLE,
                "the change is made, but files that are not needed any more are still there: "
                        + why,
                cause);
    }
}
