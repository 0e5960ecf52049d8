package theoria.tests.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.load.TensorLoader;
import theoria.runtime.archive.ModelArchive;
import theoria.runtime.source.Architectures;
import theoria.runtime.source.DataSources;
import theoria.runtime.source.ModelSources;
import theoria.runtime.source.Workspace;
import theoria.testkit.Mutants;
import theoria.testkit.SharedFiles;
import theoria.tests.support.BuiltIn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every broken file, under every ending, goes to every importer: by what the product looks for, and
 * to each straight, whether or not it takes the file for its own. It loads or is refused in one
 * sentence, in bounded time, and nothing is written.
 */
class EveryImporterTest {
    /** How many files there are, so that none is lost. */
    private static final int FILES = 223;

    /** For one file under all endings; each single reading has its own limit. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> ENDINGS =
            List.of(
                    "",
                    ".onnx",
                    ".pb",
                    ".h5",
                    ".keras",
                    ".json",
                    ".zip",
                    ".npz",
                    ".npy",
                    ".pt",
                    ".pkl",
                    ".tar",
                    ".t7",
                    ".safetensors",
                    ".csv",
                    ".data",
                    ".bin",
                    ".png",
                    ".jpg",
                    ".gz",
                    "-images-idx3-ubyte",
                    "-images-idx3-ubyte.gz",
                    ".txt");

    @TempDir Path folder;

    private final BuiltIn builtIn = new BuiltIn();

    private static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(SharedFiles.require("data/broken"))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void noFileIsForgotten() throws Exception {
        assertThat(files()).hasSize(FILES);
    }

    @TestFactory
    Stream<DynamicTest> everyFileGoesToEveryImporterUnderEveryEnding() throws IOException {
        return files().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getParent().getFileName() + "/" + file.getFileName(),
                                        () -> assertTimeoutPreemptively(LIMIT, () -> feed(file))));
    }

    private void feed(Path broken) throws IOException, FormatException {
        byte[] bytes = Files.readAllBytes(broken);
        for (String ending : ENDINGS) {
            Path inside = Files.createTempDirectory(folder, "input");
            Path file = Mutants.write(inside.resolve("input" + ending), bytes);
            sources(file);
            sources(inside);
            loaders(file);
            try (Stream<Path> left = Files.list(inside)) {
                assertThat(left).containsExactly(file);
            }
        }
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    /** What the command line and the window do with a path. */
    private void sources(Path path) throws FormatException {
        try (Workspace workspace = new Workspace(folder.resolve("workspace"))) {
            ModelSources models = new ModelSources(builtIn, workspace);
            fed(path, () -> models.read(path));
            fed(path, () -> models.with(Optional.of("mlp:4-3-2")).read(path));
            fed(path, () -> new DataSources(builtIn.datasetLoaders()).resolve(path.toString()));
            Architectures architectures =
                    new Architectures(builtIn.architectureLoaders(), builtIn.modelLoaders());
            NamedTensors none = new NamedTensors(List.of(), Map.of(), "", List.of());
            fed(path, () -> architectures.find(path.toString(), none));
            fed(path, () -> ModelArchive.read(path, Optional.empty(), workspace::registry));
        }
    }

    private void loaders(Path file) throws FormatException {
        FileProbe probe = FileProbe.of(file);
        for (ModelLoader loader : builtIn.modelLoaders()) {
            loader.recognises(probe);
            fed(file, () -> loader.load(file));
        }
        for (TensorLoader loader : builtIn.tensorLoaders()) {
            loader.recognises(probe);
            fed(file, () -> loader.load(file));
        }
        for (ArchitectureLoader loader : builtIn.architectureLoaders()) {
            loader.recognises(probe);
            fed(file, () -> loader.load(file));
        }
        for (DatasetLoader loader : builtIn.datasetLoaders()) {
            loader.recognises(probe);
            fed(file, () -> loader.load(file, Map.of()));
        }
    }

    private static void fed(Path path, Mutants.Load reading) {
        Mutants.loads(path.resolveSibling("input"), FormatException.class, reading);
    }
}
