package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The window opens whatever plug-ins there are. */
final class OpenScreens {
    @Test
    void opensOnAPage() {
        assertThat(Window.on(() -> Window.workbench().getActivePage().getPerspective().getId()))
                .isEqualTo("theoria.app.home");
    }

    @Test
    void hasThePluginThatThrowsAtStart() {
        assertThat(Platform.getBundle("hostile.activator"))
                .isNotNull()
                .extracting(Bundle::getState)
                .isNotEqualTo(Bundle.ACTIVE);
    }
}
