package theoria.runtime.cli;

import theoria.runtime.plugin.Change;
import theoria.runtime.plugin.Finding;
import theoria.runtime.plugin.Finding.Outcome;
import theoria.runtime.plugin.PluginException;
import theoria.runtime.plugin.PluginManager;
import theoria.runtime.plugin.PluginSite;
import theoria.runtime.plugin.Signer;
import theoria.runtime.plugin.TrialProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tries what an installation would bring, and prints what came of it. */
final class PluginTrials {
    private final Session session;
    private final PluginManager manager;

    PluginTrials(Session session, PluginManager manager) {
        this.session = session;
        this.manager = manager;
    }

    /** Whether all went well; the signers are printed in any case, the rest if there is a limit. */
    boolean pass(Change change, PluginSite site, boolean run, int seconds)
            throws PluginException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("theoria-plugins");
        try {
            for (Path jar : manager.fetch(change, site, folder)) {
                session.remark(jar.getFileName() + " is " + Signer.of(jar));
            }
            if (!run) {
                return true;
            }
            session.remark("trying the plug-in in a process of its own");
            return print(new TrialProcess(Duration.ofSeconds(seconds)).run(folder));
        } finally {
            TrialProcess.delete(folder);
        }
    }

    private boolean print(List<Finding> findings) {
        TextTable table = new TextTable("what", "on", "outcome", "");
        for (Finding finding : findings) {
            table.add(finding.subject(), finding.on(), finding.outcome().word(), finding.detail());
        }
        table.lines().forEach(session::print);
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED);
    }
}
