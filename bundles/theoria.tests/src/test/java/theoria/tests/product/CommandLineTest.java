package theoria.tests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.testkit.SharedFiles;
import theoria.tests.product.Product.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The start script of the product: no noise, arguments untouched, exit codes passed through. */
class CommandLineTest {
    @TempDir private Path workspace;

    @Test
    void saysItsVersionAndNothingElse() throws Exception {
        assertThat(run(Jdks.own(), "--version")).isEqualTo(new Outcome(0, "theoria 1.0.0\n", ""));
    }

    @Test
    void runsOnJava25WithoutAWarning() throws Exception {
        Optional<Path> jdk = Jdks.twentyFive();
        assumeTrue(jdk.isPresent(), "no Java 25 found");
        Outcome outcome = run(jdk.orElseThrow(), "studies");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("inspection.evaluation");
    }

    @Test
    void readsHdf5WithoutWordsOfItsLibrary() throws Exception {
        Path file = SharedFiles.require("data/landscape/cifar-surfaces/resnet56-noshort-51x51.h5");
        Outcome outcome = run(Jdks.own(), "run", "landscape.stored", "-p", "file=" + file);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).doesNotContainIgnoringCase("jhdf");
        assertThat(outcome.out()).contains("missing");
    }

    @Test
    void passesSpacesAndQuotesThrough() throws Exception {
        Outcome outcome = run(Jdks.own(), "show", "no such \"file\" of 'mine'");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("no such \"file\" of 'mine'").hasLineCount(1);
    }

    @Test
    void endsWithTwoOnWrongUsage() throws Exception {
        Outcome outcome = run(Jdks.own(), "no-such-command");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no-such-command").doesNotContain("\tat ");
    }

    @Test
    void saysThatTheWorkbenchNeedsADisplay() throws Exception {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"), "displays have names on X11");
        Map<String, String> none = Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "");
        List<String> arguments = List.of("--workspace", workspace.toString());
        Outcome outcome = Product.require().run(Jdks.own(), none, arguments);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no display").hasLineCount(1);
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ":0, '', x11",
        ":0, wayland, wayland",
        "'', '', ''",
    })
    void opensTheWorkbenchOnX11UnlessTheUserChose(String display, String chosen, String used)
            throws Exception {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"), "GTK is Linux's");
        Map<String, String> environment =
                Map.of("DISPLAY", display, "WAYLAND_DISPLAY", "w", "GDK_BACKEND", chosen);
        List<String> arguments = List.of("--workspace", workspace.toString());
        Outcome outcome = Product.require().run(talkingJava(), environment, arguments);
        assertThat(outcome).isEqualTo(new Outcome(0, "backend=" + used + "\n", ""));
    }

    /** A folder with a Java that says which backend GTK would use, and does nothing else. */
    private Path talkingJava() throws IOException {
        Path java = Files.createDirectories(workspace.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"backend=$GDK_BACKEND\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return workspace.resolve("jdk");
    }

    private Outcome run(Path jdk, String... arguments) throws Exception {
        Map<String, String> environment = Map.of("THEORIA_WORKSPACE", workspace.toString());
        return Product.require().run(jdk, environment, List.of(arguments));
    }
}
