package theoria.format.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class TensorFilesTest {
    @TempDir Path folder;

    private static final List<TensorLoader> LOADERS =
            List.of(new SafetensorsLoader(), new TorchLoader(), new NumpyTensorsLoader());

    private static Path shared(String name) {
        Path path = Path.of(System.getProperty("theoria.shared", "../shared"), "data", name);
        assumeTrue(Files.exists(path), "the shared data are not here");
        return path;
    }

    private static NamedTensors load(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        TensorLoader loader =
                LOADERS.stream().filter(l -> l.recognises(probe)).findFirst().orElseThrow();
        return loader.load(file);
    }

    private static NamedTensors.Entry only(NamedTensors file) {
        assertThat(file.tensors()).hasSize(1);
        return file.tensors().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "pytorch/mnist-burn.pt, 20, 'PyTorch, zip'",
        "pytorch/resnet20-12fca82f.th, 97, 'PyTorch, old form'",
        "pytorch/resnet56_model_300.t7, 287, 'PyTorch, old form'",
        "pytorch/resnet56_noshort_model_300.t7, 277, 'PyTorch, old form'",
        "pytorch/reader/tar_float32.tar, 1, 'PyTorch, tar'",
        "landscape/mnist-cnn-crossentropy/model_4, 6, 'PyTorch, zip'",
        "landscape/mnist-dense-crossentropy/model_20230414_171505_10, 8, 'PyTorch, zip'",
        "safetensors/mnist-burn.safetensors, 20, safetensors",
        "safetensors/multi_layer.safetensors, 9, safetensors",
        "safetensors/dfdx-mnist-mlp.safetensors, 8, safetensors",
        "npz/sporco-convdict.npz, 13, NumPy"
    })
    void realFilesGiveAllTheirTensors(String name, int count, String format)
            throws FormatException {
        NamedTensors file = load(shared(name));
        assertThat(file.format()).isEqualTo(format);
        assertThat(file.tensors()).hasSize(count);
    }

    @Test
    void checkpointsSayWhatLiesBesideTheWeights() throws FormatException {
        NamedTensors file = load(shared("pytorch/resnet56_model_300.t7"));
        assertThat(file.facts()).containsEntry("acc", "93.66").containsEntry("epoch", "300");
        assertThat(file.remarks()).containsExactly("The weights are those under 'state_dict'.");
        assertThat(file.tensors().get(0).name()).isEqualTo("conv1.weight");
        assertThat(file.tensors().get(0).values().shape()).isEqualTo(Shape.of(16, 3, 3, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "float32, F32, FLOAT, '[1.0, 2.5, -3.7, 0.0]'",
        "float64, F64, DOUBLE, '[1.1, 2.2, 3.3]'",
        "float16, F16, FLOAT, '[1.5, -2.25, 3.125]'",
        "bfloat16, BF16, FLOAT, '[1.5, -2.5, 3.5]'",
        "int64, I64, DOUBLE, '[100.0, -200.0, 300.0, 0.0]'",
        "uint8, U8, DOUBLE, '[0.0, 128.0, 255.0, 42.0]'",
        "bool, BOOL, DOUBLE, '[1.0, 0.0, 1.0, 1.0, 0.0]'"
    })
    void everyElementTypeIsRead(String name, String type, Precision precision, String numbers)
            throws FormatException {
        NamedTensors.Entry entry = only(load(shared("pytorch/reader/" + name + ".pt")));
        assertThat(entry.type()).isEqualTo(type);
        assertThat(entry.values().precision()).isEqualTo(precision);
        boolean single = precision == Precision.FLOAT;
        assertThat(
                        single
                                ? Arrays.toString(entry.values().toFloats())
                                : Arrays.toString(entry.values().toDoubles()))
                .isEqualTo(numbers);
    }

    @Test
    void storagesOfTheOldFormGoToTheirTensors() throws FormatException {
        NamedTensors file = load(shared("pytorch/reader/legacy_shared_storage.pt"));
        assertThat(file.tensors().stream().map(t -> t.name() + " " + t.values().get(0)))
                .containsExactly(
                        "view1 1.0439505577087402",
                        "view2 0.5303624272346497",
                        "view3 0.153853639960289");
    }

    @Test
    void aStridedViewIsReadInRowMajorOrder() throws IOException, FormatException {
        // what torch.save writes for torch.arange(6.).view(2, 3).t()[1:] in its old form
        byte[] pickle =
                ("\u0080\u0002}(U\u0001tctorch._utils\n_rebuild_tensor_v2\n((U\u0007storage"
                                + "ctorch\nFloatStorage\nU\u00010U\u0003cpuK\u0006NtQK\u0001"
                                + "K\u0002K\u0002\u0086K\u0001K\u0003\u0086\u0089}tRu.")
                        .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c});
        file.put(new byte[] {0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19, '.'});
        file.put(new byte[] {(byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.'});
        file.put(new byte[] {(byte) 0x80, 2, '}', '.'});
        file.put(pickle);
        file.put(new byte[] {(byte) 0x80, 2, ']', 'U', 1, '0', 'a', '.'});
        file.putLong(6);
        for (int i = 0; i < 6; i++) {
            file.putFloat(i);
        }
        Path path = folder.resolve("strided.pt");
        Files.write(path, Arrays.copyOf(file.array(), file.position()));
        NamedTensors.Entry entry = only(load(path));
        assertThat(entry.values().shape()).isEqualTo(Shape.of(2, 2));
        assertThat(entry.values().toFloats()).containsExactly(1, 4, 2, 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pickle/bad_pytorch.pt",
                "pickle/malicious1_v0.pkl",
                "pickle/pytorch_magic_bypass.pt",
                "safetensors/duplicate-key.safetensors",
                "safetensors/header-len-beyond-eof.safetensors",
                "safetensors/header-len-huge.safetensors",
                "safetensors/header-not-json.safetensors",
                "safetensors/hole.safetensors",
                "safetensors/offset-beyond-eof.safetensors",
                "safetensors/offset-overlap.safetensors",
                "safetensors/offset-reversed.safetensors",
                "safetensors/seven-bytes.safetensors",
                "safetensors/shape-negative.safetensors",
                "safetensors/shape-overflow.safetensors",
                "safetensors/shape-size-mismatch.safetensors",
                "safetensors/trailing-garbage.safetensors"
            })
    void brokenAndHostileFilesAreRefusedInOneSentence(String name) {
        Path file = shared("broken/" + name);
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining("expected")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'touch %s'\ntR.",
                "cposix\nsystem\n(S'touch %s'\ntR.",
                "(S'touch %s'\nios\nsystem\n.",
                "(cos\nsystem\nS'touch %s'\no.",
                "cjava.io.File\ncreateNewFile\n(S'%s'\nt\u0081.",
                "(dp0\nS'model'\ncbuiltins\neval\n(S'open(\"%s\",\"w\")'\ntRs."
            })
    void aPickleThatWouldRunSomethingRunsNothing(String pickle) throws IOException {
        Path canary = folder.resolve("canary");
        Path file = folder.resolve("hostile.pkl");
        ByteBuffer bytes = ByteBuffer.allocate(4000);
        bytes.put(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c});
        bytes.put(new byte[] {0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19, '.'});
        bytes.put(new byte[] {(byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.', (byte) 0x80, 2, '}', '.'});
        bytes.put(String.format(pickle, canary).getBytes(StandardCharsets.ISO_8859_1));
        bytes.put(new byte[] {(byte) 0x80, 2, ']', '.'});
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("which was not run");
        assertThat(canary).doesNotExist();
    }

    @Test
    void legalOdditiesLoad() throws FormatException {
        assertThat(load(shared("broken/safetensors/valid-control.safetensors")).tensors())
                .isNotEmpty();
        NamedTensors none = load(shared("broken/safetensors/no-tensors.safetensors"));
        assertThat(none.tensors()).isEmpty();
        assertThat(none.remarks()).hasSize(1);
    }

    @Test
    void anArchitectureFileMakesAGraph() throws IOException, FormatException {
        Path file = folder.resolve("net.json");
        Files.writeString(
                file,
                """
                {"format": "theoria-architecture", "version": 1, "name": "small",
                 "input": [1, 8, 8],
                 "layers": [
                   {"name": "conv1", "op": "convolution", "filters": 4, "kernel": 3, "pad": 1},
                   {"name": "norm1", "op": "batchnorm"},
                   {"op": "relu"},
                   {"name": "conv2", "op": "convolution", "filters": 4, "kernel": [3, 3], "pad": 1,
                    "bias": false},
                   {"op": "add", "inputs": ["conv2", "relu1"]},
                   {"op": "maxpool", "kernel": 2},
                   {"op": "leaky_relu", "alpha": 0.1},
                   {"op": "flatten"},
                   {"name": "fc", "op": "dense", "units": 3}]}
                """);
        ArchitectureFile loader = new ArchitectureFile();
        assertThat(loader.recognises(FileProbe.of(file))).isTrue();
        NetworkGraph graph = loader.load(file);
        assertThat(graph.classes()).isEqualTo(3);
        assertThat(graph.shape("maxpool1")).isEqualTo(Shape.of(4, 4, 4));
        assertThat(graph.block("norm1.running_var").size()).isEqualTo(4);
        assertThat(graph.parameterCount()).isEqualTo(4 * 9 + 4 + 8 + 4 * 4 * 9 + 3 * 64 + 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"op\": \"convolve\"} | has another 'op'",
                "{\"op\": \"dense\"} | has no 'units'",
                "{\"op\": \"dense\", \"units\": 2.5} | has another 'units'",
                "{\"op\": \"add\", \"inputs\": [\"nothing\"]} | names of earlier layers",
                "7 | a list of objects"
            })
    void anArchitectureThatIsNoneIsRefused(String layer, String words) throws IOException {
        Path file = folder.resolve("net.json");
        Files.writeString(
                file,
                "{\"format\": \"theoria-architecture\", \"input\": [4], \"layers\": ["
                        + layer
                        + "]}");
        assertThatThrownBy(() -> new ArchitectureFile().load(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(words);
    }
}
