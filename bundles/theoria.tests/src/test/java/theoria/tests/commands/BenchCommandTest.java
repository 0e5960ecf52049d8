package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.List;

class BenchCommandTest {
    @TempDir Path folder;

    @Test
    void aBenchmarkIsOneLineOfJson() {
        Theoria.Outcome outcome =
                new Theoria(folder).run("bench", "landscape", "--runs", "1", "-p", "grid=3");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(1);
        JsonObject line = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(line.get("bench").getAsString()).isEqualTo("landscape");
        assertThat(line.get("work").getAsString()).startsWith("3x3 cells");
        assertThat(line.get("seconds_min").getAsDouble()).isPositive();
        assertThat(line.has("first_picture_seconds")).isTrue();
    }

    @Test
    void anUnknownBenchmarkIsAMatterOfUsage() {
        Theoria.Outcome outcome = new Theoria(folder).run("bench", "nothing");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("landscape, forward, train, demo, commands");
    }
}
