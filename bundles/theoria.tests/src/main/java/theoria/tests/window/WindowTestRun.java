package theoria.tests.window;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the classes named in the system property {@code theoria.tests.classes} once the window is
 * open, writes one line per test into the file {@code theoria.tests.report}, and closes the window.
 */
public final class WindowTestRun implements IStartup {
    @Override
    public void earlyStartup() {
        String report = System.getProperty("theoria.tests.report");
        if (report == null) {
            return;
        }
        Outcomes outcomes = new Outcomes();
        launcher().execute(request(), outcomes);
        write(Path.of(report), outcomes.lines);
        Display display = PlatformUI.getWorkbench().getDisplay();
        display.asyncExec(() -> PlatformUI.getWorkbench().close());
    }

    /** A launcher that looks up nothing by itself: bundles do not see each other's services. */
    private static Launcher launcher() {
        return LauncherFactory.create(
                LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestEngines(new JupiterTestEngine())
                        .build());
    }

    private static LauncherDiscoveryRequest request() {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String name : System.getProperty("theoria.tests.classes", "").split(",")) {
            request.selectors(
                    DiscoverySelectors.selectClass(WindowTestRun.class.getClassLoader(), name));
        }
        return request.build();
    }

    private static void write(Path report, List<String> lines) {
        try {
            Files.write(report, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects {@code name TAB outcome TAB message}. */
    private static final class Outcomes implements TestExecutionListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest() || !good) {
                String message = result.getThrowable().map(Throwable::toString).orElse("");
                lines.add(
                        String.join(
                                "\t",
                                test.getLegacyReportingName(),
                                result.getStatus().name(),
                                message.replaceAll("\\s+", " ")));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            lines.add(String.join("\t", test.getLegacyReportingName(), "SKIPPED", reason));
        }
    }
}
