package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A window in which much was opened stays one that can be worked in. */
final class Tabs {
    private static final int MOST = 30;

    @Test
    void thoseNotSeenForLongestAreClosed() {
        Window.on(Diagram::closeAll);
        User.perspective("theoria.app.inspect");
        User.choose("digits-lenet");
        User.choose("Layers");
        User.view("theoria.ui.runs");
        int before = Window.on(Tabs::runs);
        for (int i = 1; i <= MOST + 3; i++) {
            int wanted = before + i;
            User.press("Run");
            Window.until("run " + i, 30, () -> runs() == wanted && FirstStart.unfinished() == 0);
            Window.until("its tab", 20, () -> FirstStart.editor().startsWith("Layers"));
        }
        Window.until("tabs closed", 20, () -> editors() <= MOST);
        assertThat(Window.on(Tabs::editors)).isEqualTo(MOST);
        assertThat(Window.on(FirstStart::editor)).startsWith("Layers");
        assertThat(Window.on(Tabs::runs)).as("results stay in their list").isEqualTo(before + 33);
        Window.on(Diagram::closeAll);
    }

    private static int editors() {
        return Window.workbench().getActivePage().getEditorReferences().length;
    }

    private static int runs() {
        return Window.runs().size();
    }
}
