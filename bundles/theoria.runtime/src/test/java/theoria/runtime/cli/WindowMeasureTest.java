package theoria.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class WindowMeasureTest {
    private static JsonObject json(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    @Test
    void aLineOfTheWindowBecomesALineOfJson() {
        WindowMeasure measure =
                WindowMeasure.parse("surface\tit turns\tfps_full=41.23456\tfps_dragging=60.0");
        JsonObject line = json(measure.line());
        assertThat(line.get("bench").getAsString()).isEqualTo("ui.surface");
        assertThat(line.get("work").getAsString()).isEqualTo("it turns");
        assertThat(line.get("fps_full").getAsDouble()).isEqualTo(41.235);
        assertThat(line.get("fps_dragging").getAsDouble()).isEqualTo(60);
    }

    @Test
    void whatFailedSaysWhy() {
        JsonObject line =
                json(WindowMeasure.parse("click\tclicks\tfailed=it ended = early").line());
        assertThat(line.get("failed").getAsString()).isEqualTo("it ended = early");
    }

    @Test
    void ofSeveralStartsTheMedianCounts() {
        WindowMeasure first = WindowMeasure.parse("start\twork\twindow_seconds=9");
        List<WindowMeasure> later =
                List.of(
                        WindowMeasure.parse("start\twork\twindow_seconds=4"),
                        WindowMeasure.parse("start\twork\twindow_seconds=2"),
                        WindowMeasure.parse("start\twork\twindow_seconds=3"));
        JsonObject line = json(WindowMeasure.starts(List.of(first), later));
        assertThat(line.get("window_seconds").getAsDouble()).isEqualTo(3);
        assertThat(line.get("first_window_seconds").getAsDouble()).isEqualTo(9);
        assertThat(line.get("runs").getAsInt()).isEqualTo(3);
    }

    @Test
    void aStartThatFailedIsNotAveraged() {
        WindowMeasure good = WindowMeasure.parse("start\twork\twindow_seconds=3");
        WindowMeasure bad = WindowMeasure.parse("start\twork\tfailed=no models");
        JsonObject line = json(WindowMeasure.starts(List.of(good), List.of(good, bad)));
        assertThat(line.get("failed").getAsString()).isEqualTo("no models");
        assertThat(line.has("window_seconds")).isFalse();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> WindowMeasure.parse("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> WindowMeasure.parse("a\tb\tc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutADisplayItSaysSo() {
        if (System.getProperty("os.name").startsWith("Linux")) {
            assertThat(WindowBench.obstacle(Map.of()).orElseThrow()).contains("no display");
        }
        assertThat(WindowBench.obstacle(Map.of("DISPLAY", ":1"))).isEmpty();
        assertThat(WindowBench.obstacle(Map.of("WAYLAND_DISPLAY", "wayland-0"))).isEmpty();
    }
}
