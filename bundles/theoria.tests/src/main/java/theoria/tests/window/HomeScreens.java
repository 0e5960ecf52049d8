package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.core.commands.Command;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What a person sees first, on a workspace that holds the one model {@code digits:1}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HomeScreens {
    private static final String P2 = "org.eclipse.equinox.p2.ui.sdk.install";

    @Test
    @Order(1)
    void opensOnTheHomePerspective() {
        IWorkbenchPage page = Window.on(() -> Window.workbench().getActivePage());
        assertThat(Window.on(() -> page.getPerspective().getId())).isEqualTo("theoria.app.home");
    }

    @Test
    @Order(2)
    void welcomesWithTheFourQuestions() {
        List<String> texts = Window.await(Window::texts, seen -> seen.contains("Theoria"));
        assertThat(texts)
                .contains(
                        "Theoria",
                        "What are good representations of signals?",
                        "When do deep networks beat shallow ones?",
                        "What is the landscape of the empirical risk?",
                        "How can networks generalize without overfitting noise?")
                .contains("theoria demo -o out", "theoria import FILE", "theoria studies");
    }

    @Test
    @Order(3)
    void listsTheModelsOfTheWorkspace() throws IOException {
        List<String> texts = Window.await(Window::texts, seen -> seen.contains("digits:1"));
        assertThat(texts).contains("digits:1", "1 version");
        assertThat(Files.size(Window.screenshot("home"))).isGreaterThan(5000);
    }

    @Test
    @Order(4)
    void offersToInstallNewSoftware() {
        ICommandService commands =
                Window.on(() -> Window.workbench().getService(ICommandService.class));
        Command install = Window.on(() -> commands.getCommand(P2));
        assertThat(Window.on(install::isDefined)).isTrue();
        assertThat(Window.on(install::isEnabled)).isTrue();
    }

    @Test
    @Order(5)
    void resetsThePerspective() {
        IHandlerService handlers =
                Window.on(() -> Window.workbench().getService(IHandlerService.class));
        assertThat(handlers).isNotNull();
        Window.on(
                () -> {
                    Window.workbench().getActivePage().resetPerspective();
                    return true;
                });
        List<String> texts = Window.await(Window::texts, seen -> seen.contains("digits:1"));
        assertThat(texts).contains("Theoria", "digits:1");
    }
}
