package theoria.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.FormatException;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;
import theoria.testkit.SharedFiles;
import theoria.tests.onnx.OnnxGoldenTest;
import theoria.tests.support.BuiltIn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of the guide that says how many published cases of each class are read and how many are
 * refused. It is made here: with {@code -Dtheoria.write=true} it is written into the guide, else
 * held against it. That what is read is right is shown by the tests of the formats.
 */
class GoldenTableTest {
    private static final Path PAGE = Path.of("../theoria.help/guide/checked-formats.md");
    private static final String HEAD =
            "| class | cases | read | refused | for |\n|---|---|---|---|---|\n";

    /** What a refusal names: the operator, layer or kind in it. */
    private static final Pattern NAME =
            Pattern.compile(
                    "\\b(\\p{Lu}\\w*(?:LSTM|RNN|GRU|Connected\\w*|Integer|OfShape)|LSTM|GRU|RNN|If|DFT|STFT"
                        + "|CumSum|Gather|Reshape|Bidirectional|LocallyConnected\\w*|Placeholder|SimpleRNN|gravesLSTM|no"
                        + " input|takes \\d+ inputs but gets \\d+|no PyTorch checkpoint|class"
                        + " '[\\w.$]+')");

    @TempDir Path folder;

    private final List<String> rows = new ArrayList<>();

    @Test
    void theTableOfTheGuideIsTrue() throws Exception {
        for (String group : List.of("node", "pytorch-converted", "pytorch-operator")) {
            add("ONNX, " + group, OnnxGoldenTest.refusals(group, folder));
        }
        for (String group :
                List.of(
                        "light",
                        "imagenet",
                        "vnncomp",
                        "tribuo",
                        "mnist-burn",
                        "mnist-cntk",
                        "old",
                        "tf-converted",
                        "external-data")) {
            add("ONNX, " + group, files("onnx/" + group, "\\.onnx"));
        }
        add("Keras 1 and 2, golden", files("keras/golden", "_model\\.h5"));
        add("Keras 2, tfkeras", files("keras/tfkeras", "\\.h5"));
        add("Keras 3", files("keras/v3", "\\.keras"));
        add("TensorFlow.js", files("tfjs", "\\.zip"));
        add("TensorFlow, frozen", files("tf", "\\.pb"));
        add("DL4J 0.5 and 0.7", files("dl4j/regression", "_\\d\\.zip"));
        add("DL4J 1.0 beta 4", files("dl4j/regression/100b4", "(?<!put)_100b4\\w*\\.bin"));
        add("PyTorch, reader", files("pytorch/reader", ".*"));
        add("PyTorch, networks", files("pytorch", 1));
        add("safetensors", files("safetensors", 1));
        String made = HEAD + String.join("", rows);
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("theoria.write")) {
            int start = page.indexOf(HEAD);
            int end = page.indexOf("\n\n", start) + 1;
            Files.writeString(PAGE, page.substring(0, start) + made + page.substring(end));
        } else {
            assertThat(page).contains(made);
        }
    }

    private void add(String title, List<String> refusals) {
        long read = refusals.stream().filter(String::isEmpty).count();
        List<String> names =
                refusals.stream()
                        .filter(sentence -> !sentence.isEmpty())
                        .map(GoldenTableTest::name)
                        .distinct()
                        .sorted()
                        .toList();
        rows.add(
                String.format(
                        "| %s | %d | %d | %d | %s |%n",
                        title,
                        refusals.size(),
                        read,
                        refusals.size() - read,
                        String.join(", ", names)));
    }

    private static String name(String sentence) {
        Matcher matcher = NAME.matcher(sentence);
        return matcher.find() ? matcher.group() : sentence;
    }

    private List<String> files(String group, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(SharedFiles.require("data/" + group))) {
            return refusals(files.filter(f -> f.toString().matches(".*" + ending)));
        }
    }

    private List<String> files(String group, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(SharedFiles.require("data/" + group), depth)) {
            return refusals(files);
        }
    }

    private List<String> refusals(Stream<Path> files) throws IOException {
        List<String> refusals = new ArrayList<>();
        ModelSources sources =
                new ModelSources(new BuiltIn(), new Workspace(folder.resolve("workspace")));
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            try {
                sources.read(file);
                refusals.add("");
            } catch (FormatException e) {
                String place = file.getParent() + "/";
                refusals.add(String.valueOf(e.getMessage()).replace(place, ""));
            }
        }
        return refusals;
    }
}
