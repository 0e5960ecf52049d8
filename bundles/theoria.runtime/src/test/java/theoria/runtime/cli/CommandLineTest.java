package theoria.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.Trainer;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.ModelWriter;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.report.ReportVerifier;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.Result;
import theoria.core.study.result.Text;
import theoria.core.study.writer.JsonWriter;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineEntry;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunControl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @BeforeEach
    void empty() {
        out.reset();
        err.reset();
    }

    /** A study that needs nothing and echoes its parameter, or fails as it says. */
    private static final class Echo implements Study {
        private static final Parameter.Whole NUMBER =
                new Parameter.Whole("number", "Number", "A number.", 3, 0, 9);

        @Override
        public StudyDescriptor descriptor() {
            return StudyDescriptor.builder("test.echo", "Echo", "Test")
                    .models(0, 0)
                    .data()
                    .parameter(NUMBER)
                    .output("number", "the parameter")
                    .build();
        }

        @Override
        public CostEstimate cost(StudyInput input) {
            return CostEstimate.negligible();
        }

        @Override
        public Result run(StudyInput input, StudyProgress progress)
                throws StudyException, Cancelled {
            int number = input.values().get(NUMBER);
            if (number == 4) {
                throw new StudyException("four was asked for; take another number");
            }
            if (number == 5) {
                throw new IllegalStateException("a bug");
            }
            if (number == 6) {
                throw new Cancelled();
            }
            return Text.builder("Echo", "words").caption("echo").scalar("number", number).build();
        }
    }

    static final class Installed implements Catalogue {
        @Override
        public List<ModelLoader> modelLoaders() {
            return List.of();
        }

        @Override
        public List<ModelWriter> modelWriters() {
            return List.of();
        }

        @Override
        public List<DatasetLoader> datasetLoaders() {
            return List.of();
        }

        @Override
        public List<EngineEntry> engines() {
            return List.of();
        }

        @Override
        public List<Trainer> trainers() {
            return List.of();
        }

        @Override
        public List<StudyEntry> studies() {
            return List.of(new StudyEntry(new Echo(), List.of("default"), "test"));
        }

        @Override
        public List<ReportWriter> writers() {
            return List.of(new JsonWriter());
        }

        @Override
        public List<ReportVerifier> verifiers() {
            return List.of();
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    private int run(String... arguments) {
        Console console =
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Map.of("THEORIA_WORKSPACE", folder.resolve("ws").toString()),
                        false);
        return TheoriaCommand.execute(arguments, console, new Installed(), new RunControl());
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStudyPrintsItsNumbersOnStandardOutput() {
        assertThat(run("run", "test.echo", "-p", "number=7")).isEqualTo(ExitCode.FINE);
        assertThat(out()).contains("number").contains("7");
    }

    @Test
    void theJsonOfARunIsOneDocument() {
        assertThat(run("run", "test.echo", "--json")).isEqualTo(ExitCode.FINE);
        assertThat(
                        JsonParser.parseString(out())
                                .getAsJsonObject()
                                .getAsJsonObject("scalars")
                                .get("number")
                                .getAsDouble())
                .isEqualTo(3);
    }

    @Test
    void aParameterOutOfRangeIsAMatterOfUsage() {
        assertThat(run("run", "test.echo", "-p", "number=77")).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("parameter number is '77', not a whole number from 0 to 9")
                .doesNotContain("at theoria");
    }

    @Test
    void anUnknownStudyIsRefusedWithTheKnownOnes() {
        assertThat(run("run", "test.nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("there is no study 'test.nothing'; expected one of test.echo");
    }

    @Test
    void anObstacleIsFour() {
        assertThat(run("run", "test.echo", "-p", "number=4")).isEqualTo(ExitCode.OBSTACLE);
        assertThat(err()).contains("theoria: four was asked for; take another number");
    }

    @Test
    void anInternalErrorIsFiveAndShowsItsTraceOnRequestOnly() {
        assertThat(run("run", "test.echo", "-p", "number=5")).isEqualTo(ExitCode.INTERNAL);
        assertThat(err()).contains("a bug").contains("--debug").doesNotContain("    at ");
        err.reset();
        run("run", "test.echo", "-p", "number=5", "--debug");
        assertThat(err()).contains("    at theoria.runtime.cli.CommandLineTest$Echo.run");
        err.reset();
        run("--debug", "run", "test.echo", "-p", "number=5");
        assertThat(err()).contains("    at theoria.runtime.cli.CommandLineTest$Echo.run");
    }

    @Test
    void aCancelledRunIsOneHundredAndThirty() {
        assertThat(run("run", "test.echo", "-p", "number=6")).isEqualTo(ExitCode.CANCELLED);
    }

    @Test
    void failOnComparesAScalar() {
        assertThat(run("run", "test.echo", "--fail-on", "number>2")).isEqualTo(ExitCode.DRIFT);
        assertThat(run("run", "test.echo", "--fail-on", "number>3")).isEqualTo(ExitCode.FINE);
        assertThat(run("run", "test.echo", "--fail-on", "other>3")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anEndingNoWriterHasIsRefusedBeforeAnythingIsComputed() {
        Path tiff = folder.resolve("x.tiff");
        assertThat(run("run", "test.echo", "-p", "number=5", "-o", tiff.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("ending '.tiff'").contains("is not known");
        assertThat(Files.exists(tiff)).isFalse();
    }

    @Test
    void aFileNobodyReadsIsBadInput() throws Exception {
        Path file = folder.resolve("note.txt");
        Files.writeString(file, "words");
        assertThat(run("show", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run("import", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("note.txt").doesNotContain("Exception");
        assertThat(Files.exists(folder.resolve("ws"))).isFalse();
    }

    @Test
    void aModelThatIsNowhereIsBadInput() {
        assertThat(run("show", "nobody:3")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("there is no file and no registered model 'nobody:3'");
    }

    @Test
    void listingsHaveAJsonForm() {
        assertThat(run("studies", "--json")).isEqualTo(ExitCode.FINE);
        JsonArray studies = JsonParser.parseString(out()).getAsJsonArray();
        assertThat(studies.get(0).getAsJsonObject().get("id").getAsString()).isEqualTo("test.echo");
        out.reset();
        assertThat(run("models", "--json")).isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("[]");
    }

    @Test
    void aStudySaysWhatItReads() {
        assertThat(run("studies", "test.echo")).isEqualTo(ExitCode.FINE);
        assertThat(out()).contains("It reads:     0 models, no data");
        out.reset();
        run("studies", "test.echo", "--json");
        assertThat(JsonParser.parseString(out()).getAsJsonObject().get("samples").getAsString())
                .isEqualTo("all");
    }

    @Test
    void theVersionIsGivenEverywhere() {
        assertThat(run("run", "--version")).isEqualTo(ExitCode.FINE);
        assertThat(out().strip()).isEqualTo("theoria 1.0.0");
    }

    @Test
    void theSummaryOfACommandIsWholeWords() {
        run("--help");
        assertThat(out()).contains("Train, register, study and report on built-in digits.");
    }

    @Test
    void nothingIsMadeInAFolderWithoutARegistry() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("models", "--workspace", empty.toString())).isEqualTo(ExitCode.FINE);
        assertThat(run("registry", "check", "--workspace", empty.toString()))
                .isEqualTo(ExitCode.FINE);
        assertThat(err()).contains("there is no registry in " + empty);
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void atLeastOneThreadIsNeeded() {
        assertThat(run("models", "--threads", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("--threads is 0, not at least 1");
    }

    @Test
    void unknownWordsAreToldInWords() {
        run("nonsense");
        assertThat(err()).contains("there is no command 'nonsense'; expected one of demo, train");
        run("models", "extra");
        assertThat(err()).contains("'extra' is more than models takes");
        run("run", "test.echo", "-p", "number");
        assertThat(err()).contains("-p has 'number', which is not of the form KEY=VALUE");
        run("run", "test.echo", "--seed", "x");
        assertThat(err()).contains("'x' is no whole number");
    }

    @Test
    void whereNothingCanBeWrittenIsSaidBeforeAnythingIsComputed() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "x");
        String below = file.resolve("a.json").toString();
        assertThat(run("run", "test.echo", "-p", "number=5", "-o", below))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("'" + file + "' is no folder").doesNotContain("internal");
        assertThat(run("run", "test.echo", "-p", "number=5", "-o", file.toString()))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void besideAJsonDocumentTheFilesAreToldOnStandardError() {
        String file = folder.resolve("a.json").toString();
        assertThat(run("run", "test.echo", "--json", "-o", file)).isEqualTo(ExitCode.FINE);
        assertThat(JsonParser.parseString(out()).isJsonObject()).isTrue();
        assertThat(err()).contains("wrote " + file).doesNotContain("engine ,");
    }

    @Test
    void emptyFilesAndPointersAreCalledWhatTheyAre() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThat(run("import", empty.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("'" + empty + "' is empty; expected a network");
        Path pointer =
                Files.writeString(
                        folder.resolve("big.onnx"), "version https://git-lfs.github.com/spec/v1");
        assertThat(run("show", pointer.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("is only a pointer of Git LFS");
        assertThat(run("show", folder.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err()).contains("folder '" + folder + "' is nothing that Theoria reads here");
        assertThat(run("show", "")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void verifyBelongsToACheckout() {
        assertThat(run("verify")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("installed product");
    }

    @Test
    void unknownOptionsAndCommandsAreAMatterOfUsage() {
        assertThat(run("run", "test.echo", "--nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(run("nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--version")).isEqualTo(ExitCode.FINE);
        assertThat(run("run", "--help")).isEqualTo(ExitCode.FINE);
    }
}
