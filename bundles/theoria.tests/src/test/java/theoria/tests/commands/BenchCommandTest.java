package theoria.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.nio.file.Path;
import java.util.ArrayList;
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
        assertThat(line.get("tflop").getAsDouble()).isBetween(0.005, 0.02);
        assertThat(line.get("floor_seconds").getAsDouble()).isPositive();
    }

    @Test
    void forwardPassesOfSeveralNetworksAreALineEach() {
        Theoria theoria = new Theoria(folder);
        Theoria.Outcome outcome =
                theoria.run("bench", "forward", "--runs", "1", "--samples", "3", "--threads", "2");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonObject line = JsonParser.parseString(outcome.out().strip()).getAsJsonObject();
        assertThat(line.get("work").getAsString()).contains("LeNet, 3 inputs at once");
        assertThat(line.get("seconds_min").getAsDouble()).isPositive();
        assertThat(theoria.run("bench", "forward", "--samples", "0").code()).isEqualTo(2);
        assertThat(theoria.run("bench", "forward", "--samples", "few").code()).isEqualTo(2);
    }

    @Test
    void everyPointOfAStoredSurfaceIsComputedAgain() throws Exception {
        String[] network = {
            "--model", SharedFiles.require("golden/models/mlp-digits.onnx").toString(),
            "--data", SharedFiles.require("data/uci-digits").toString(),
            "--preprocess", "scale=1/16"
        };
        Path stored = folder.resolve("surface.npz");
        Theoria theoria = new Theoria(folder);
        List<String> surface = new ArrayList<>(List.of("run", "landscape.surface"));
        surface.addAll(List.of(network));
        surface.addAll(List.of("--samples", "all", "-p", "grid=3", "-o", stored.toString()));
        assertThat(theoria.run(surface.toArray(new String[0])).code()).isZero();
        List<String> bench = new ArrayList<>(List.of("bench", "landscape-reference"));
        bench.addAll(List.of(network));
        assertThat(theoria.run(bench.toArray(new String[0])).err()).contains("-p reference=FILE");
        bench.addAll(List.of("-p", "reference=" + stored));
        JsonObject same = line(theoria.run(bench.toArray(new String[0])));
        assertThat(same.get("cells").getAsInt()).isEqualTo(9);
        assertThat(same.get("worst_relative_loss").getAsDouble()).isZero();
        assertThat(same.get("cells_of_other_accuracy").getAsInt()).isZero();
        bench.addAll(List.of("--seed", "2"));
        JsonObject other = line(theoria.run(bench.toArray(new String[0])));
        assertThat(other.get("worst_relative_loss").getAsDouble()).isGreaterThan(0.01);
        assertThat(other.get("cells_of_other_accuracy").getAsInt()).isBetween(4, 8);
    }

    private static JsonObject line(Theoria.Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.parseString(outcome.out().strip()).getAsJsonObject();
    }

    @Test
    void anUnknownBenchmarkIsAMatterOfUsage() {
        Theoria.Outcome outcome = new Theoria(folder).run("bench", "nothing");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("landscape, forward, train, hessian, demo, commands");
    }
}
