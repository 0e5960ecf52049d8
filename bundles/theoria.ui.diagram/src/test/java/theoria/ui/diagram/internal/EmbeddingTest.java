package theoria.ui.diagram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.Map;

class EmbeddingTest {
    @ParameterizedTest
    @CsvSource({
        "gtk, :0, '', '', '', true",
        "gtk, '', '', '', '', false",
        "gtk, :0, wayland-0, '', '', false",
        "gtk, :0, wayland-0, x11, '', true",
        "gtk, :0, wayland-0, wayland, '', false",
        "gtk, :0, '', '', 1, false",
        "win32, '', '', '', '', true",
        "cocoa, '', '', '', '', true"
    })
    void isPossibleOnX11AndWhereThereIsNoGtk(
            String platform, String x11, String wayland, String backend, String gtk4, boolean so) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DISPLAY", x11);
        environment.put("WAYLAND_DISPLAY", wayland);
        environment.put("GDK_BACKEND", backend);
        environment.put("SWT_GTK4", gtk4);
        assertThat(Embedding.possible(platform, environment)).isEqualTo(so);
    }
}
