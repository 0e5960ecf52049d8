package theoria.tests.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.testkit.SharedFiles;
import theoria.tests.support.Theoria;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a damaged file may do is read from the FILES.txt beside it. */
class BrokenFilesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FINE = 0;
    private static final int BAD_INPUT = 3;

    @TempDir Path folder;

    /** What FILES.txt says may happen. */
    private enum Expected {
        LOADS,
        REFUSED,
        EITHER;

        static Expected of(String line) {
            if (line.contains("legal") || line.contains("control")) {
                return LOADS;
            }
            return line.contains("bits flipped") ? EITHER : REFUSED;
        }
    }

    @TestFactory
    Stream<DynamicTest> networks() throws IOException {
        return Stream.of("onnx", "dl4j", "h5", "keras3").flatMap(kind -> tests("import", kind));
    }

    @TestFactory
    Stream<DynamicTest> dataAndArrays() throws IOException {
        return Stream.of("idx", "npy", "safetensors").flatMap(kind -> tests("show", kind));
    }

    /** Pickles that name functions to be called; none is, and each is refused. */
    @TestFactory
    Stream<DynamicTest> hostilePickles() throws IOException {
        try (Stream<Path> files = Files.list(SharedFiles.require("data/broken/pickle"))) {
            List<Path> pickles = files.sorted().toList();
            return pickles.stream().map(file -> test("show", file, Expected.REFUSED));
        }
    }

    @TestFactory
    Stream<DynamicTest> aDamagedImage() {
        Path image = SharedFiles.require("data/broken/image/truncated.jpg");
        return Stream.of(test("show", image, Expected.REFUSED));
    }

    /** Inputs found by fuzzers: they may load or be refused. */
    @TestFactory
    Stream<DynamicTest> fuzz() throws IOException {
        Path fuzz = SharedFiles.require("data/broken/fuzz");
        try (Stream<Path> files = Files.walk(fuzz)) {
            List<Path> inputs = files.filter(Files::isRegularFile).sorted().toList();
            return inputs.stream().map(file -> test("show", file, Expected.EITHER));
        }
    }

    private Stream<DynamicTest> tests(String command, String kind) {
        Path files = SharedFiles.require("data/broken/" + kind);
        return expectations(files).entrySet().stream()
                .map(entry -> test(command, files.resolve(entry.getKey()), entry.getValue()));
    }

    private static Map<String, Expected> expectations(Path files) {
        Map<String, Expected> expectations = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(files.resolve("FILES.txt"))) {
                int colon = line.indexOf(": ");
                expectations.put(line.substring(0, colon), Expected.of(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return expectations;
    }

    private DynamicTest test(String command, Path file, Expected expected) {
        String name = command + " " + file.getParent().getFileName() + "/" + file.getFileName();
        return DynamicTest.dynamicTest(name, () -> check(command, file, expected));
    }

    private void check(String command, Path file, Expected expected) {
        Theoria theoria = new Theoria(folder.resolve("workspace-" + file.getFileName()));
        Theoria.Outcome outcome =
                assertTimeoutPreemptively(LIMIT, () -> theoria.run(command, file.toString()));
        if (expected == Expected.LOADS) {
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(FINE);
        } else if (expected == Expected.REFUSED) {
            assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(BAD_INPUT);
        } else {
            assertThat(outcome.code()).as(outcome.err()).isIn(FINE, BAD_INPUT);
        }
        if (outcome.code() == BAD_INPUT) {
            assertThat(outcome.err()).contains(String.valueOf(file.getFileName()));
            assertThat(outcome.err().strip().lines()).as(outcome.err()).hasSize(1);
            assertThat(outcome.err())
                    .doesNotContain("setRecursionLimit", "parsing a protocol message");
            assertThat(outcome.out()).isEmpty();
            assertThat(theoria.run("models").out()).doesNotContain(":1");
        }
    }

    /** The sentence is about the fault that FILES.txt tells of, not about a consequence of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dl4j/coefficients-cut.zip                | in 47 bytes; expected 41 numbers
                    dl4j/no-configuration.zip                | 'configuration.json' is missing
                    dl4j/unknown-class.zip                   | com.example.Evil
                    dl4j/wrong-parameter-count.zip           | 41 numbers; expected 185
                    dl4j/zip-slip.zip                        | leads out of the zip
                    h5/conv1d-unknown-layer.h5               | layer 'conv0' (ConvXX) is not supported
                    h5/empty.h5                              | is empty
                    keras3/lambda-code.keras                 | layer 'l' (Lambda) is not supported
                    keras3/no-config.keras                   | 'config.json' is missing
                    keras3/no-weights.keras                  | 'model.weights.h5' is missing
                    keras3/zip-slip.keras                    | leads out of the zip
                    onnx/cycle.onnx                          | nothing before it gives
                    onnx/dangling-input.onnx                 | takes 'nowhere'
                    onnx/deep-nesting.onnx                   | nested too deeply
                    onnx/duplicate-output.onnx               | two nodes put out 'y'
                    onnx/external-data-escapes.onnx          | outside the model's folder
                    onnx/ir-version-0.onnx                   | IR version 0
                    onnx/lfs-pointer.onnx                    | pointer of Git LFS
                    onnx/no-graph.onnx                       | no graph
                    onnx/opset-9999.onnx                     | operator set 9999
                    onnx/raw-data-too-long.onnx              | 32 bytes; expected 16 bytes
                    onnx/shape-mismatch.onnx                 | expected equal inner extents
                    onnx/unknown-domain.onnx                 | com.example.none::MatMul
                    npy/object_array.npy                     | objects are pickles and are never read
                    npy/shape-negative.npy                   | extent -2
                    npy/shape-overflow.npy                   | at most 18 digits
                    idx/bad-crc-idx3-ubyte.gz                | Corrupt GZIP trailer
                    idx/count-negative-idx3-ubyte            | extents [-1]
                    pickle/malicious1_crc.zip                | checksum
                    safetensors/duplicate-key.safetensors    | is there twice
                    safetensors/header-len-huge.safetensors  | header of 9223372036854775807 bytes
                    safetensors/hole.safetensors             | begins at byte 12
                    safetensors/offset-overlap.safetensors   | begins at byte 0
                    safetensors/shape-overflow.safetensors   | 1099511627776
                    safetensors/trailing-garbage.safetensors | 24 after its header
                    """)
    void theFaultIsNamed(String name, String words) {
        Path file = SharedFiles.require("data/broken").resolve(name);
        Theoria theoria = new Theoria(folder.resolve("named"));
        assertThat(theoria.run("show", file.toString()).err()).contains(words);
    }

    @Test
    void whatIsOddInALegalFileIsSaid() {
        Theoria theoria = new Theoria(folder.resolve("ws"));
        Path weights = SharedFiles.require("data/broken/onnx/nan-inf-weights.onnx");
        Path images = SharedFiles.require("data/broken/idx/zero-images-idx3-ubyte");
        assertThat(theoria.run("import", weights.toString()).err()).contains("NaN");
        assertThat(theoria.run("show", images.toString()).err()).contains("holds no images");
    }
}
