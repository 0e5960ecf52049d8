package theoria.tests.studies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.data.Split;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.codec.ResultCodec;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.tests.support.BuiltIn;
import theoria.tests.support.SmallNetworks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Each study on each network: it runs with its defaults (a small grid), gives the keys it documents
 * and no others, the same bits on one and on three threads, survives the codec, and is written by
 * every writer that can hold it.
 */
class EveryStudyTest {
    private static final BuiltIn CATALOGUE = new BuiltIn();

    @TempDir Path folder;

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (StudyEntry study : CATALOGUE.studies()) {
            SmallNetworks.all().forEach((name, model) -> all.add(Arguments.of(study.id(), name)));
        }
        return all.stream();
    }

    private static Dataset data() {
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            SeededRandom random = new SeededRandom(split.ordinal());
            float[] values = new float[20 * 64];
            int[] labels = new int[20];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(3);
            }
            splits.put(
                    split,
                    InMemoryExamples.ofFloats(
                            "noise " + split.word(),
                            Shape.of(1, 8, 8),
                            values,
                            labels,
                            InMemoryExamples.numbered(3)));
        }
        return new Dataset("noise", splits, "built in", List.of());
    }

    private static StudyRequest request(StudyDescriptor study, Model model) {
        boolean grid = study.parameters().stream().anyMatch(p -> p.key().equals("grid"));
        return new StudyRequest(
                Collections.nCopies(study.models().least(), model),
                Optional.of(data()),
                SampleSelection.ALL,
                study.data().isEmpty() ? List.of() : List.of(Split.TRAIN, Split.TEST),
                grid ? Map.of("grid", "5") : Map.of(),
                1);
    }

    private static Run run(StudyEntry study, StudyRequest request, int threads) throws Exception {
        return new StudyRunner(CATALOGUE, threads)
                .run(
                        study.study(),
                        request,
                        Optional.empty(),
                        new RunControl(),
                        new RunListener() {});
    }

    /** A run with small grids on noise; empty where the study has an obstacle. */
    static Optional<Run> runIfItCan(StudyEntry study, Model model) throws Exception {
        StudyRequest request = request(study.study().descriptor(), model);
        return new StudyRunner(CATALOGUE, 1).obstacle(study.study(), request).isPresent()
                ? Optional.empty()
                : Optional.of(run(study, request, 1));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("combinations")
    void runsIsDeterministicAndIsWrittenByEveryWriter(String id, String network) throws Exception {
        StudyEntry study = CATALOGUE.study(id).orElseThrow();
        Model model = SmallNetworks.all().get(network);
        StudyRequest request = request(study.study().descriptor(), model);
        Optional<String> obstacle = new StudyRunner(CATALOGUE, 1).obstacle(study.study(), request);
        if (obstacle.isPresent()) {
            assertThat(obstacle.get()).as("an obstacle names the model or layer").contains("'");
            return;
        }
        Run run = run(study, request, 1);
        assertThat(run(study, request, 3).result()).isEqualTo(run.result());
        checkKeys(study.study().descriptor(), FlatResult.of(run.result()));
        byte[] bytes = ResultCodec.encode(run.result());
        assertThat(ResultCodec.decode(bytes, "test")).isEqualTo(run.result());
        WrittenForms.check(CATALOGUE.writers(), run, folder);
    }

    /**
     * Documented keys only, with {@code _test} for the second split and {@code _k} for a k-th
     * model; claims that hold.
     */
    private static void checkKeys(StudyDescriptor study, FlatResult result) {
        List<String> documented = study.outputs().stream().map(o -> o.key()).toList();
        Stream.concat(result.scalars().keySet().stream(), result.arrays().keySet().stream())
                .filter(key -> !key.contains("."))
                .forEach(
                        key ->
                                assertThat(documented)
                                        .as("documented keys of %s", study.id())
                                        .contains(key.replaceFirst("(_[2-9])?(_test)?$", "")));
        for (Verdict verdict : result.verdicts()) {
            boolean exact = verdict.kind() == Verdict.Kind.EXACT;
            assertThat(!exact || verdict.holds()).as(verdict.claim()).isTrue();
        }
    }
}
