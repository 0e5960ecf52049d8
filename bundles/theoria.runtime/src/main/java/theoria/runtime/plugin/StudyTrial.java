package theoria.runtime.plugin;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.SampleSelection;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.study.Run;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.result.FlatResult;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunListener;
import theoria.runtime.job.StudyRequest;
import theoria.runtime.job.StudyRunner;
import theoria.runtime.plugin.Finding.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tries one study on one network: it runs with its defaults, gives the keys it documents and no
 * others, equal results on one and on three threads, and a result that every writer writes.
 */
final class StudyTrial {
    private static final int THREADS = 3;

    private final Catalogue catalogue;
    private final Dataset data;
    private final Path folder;

    /** Tries with what is installed; files go to the folder. */
    StudyTrial(Catalogue catalogue, Dataset data, Path folder) {
        this.catalogue = catalogue;
        this.data = data;
        this.folder = folder;
    }

    /** What came of it. */
    Finding of(Study study, String network) {
        String id = study.descriptor().id();
        try {
            StudyRequest request = request(study.descriptor(), network);
            Optional<String> obstacle = new StudyRunner(catalogue, 1).obstacle(study, request);
            if (obstacle.isPresent()) {
                return new Finding(Outcome.OBSTACLE, id, network, obstacle.get());
            }
            Run run = run(study, request, 1);
            if (!run(study, request, THREADS).result().equals(run.result())) {
                return failed(id, network, "two runs of the same input give different results");
            }
            TreeSet<String> unknown = undocumented(study.descriptor(), run);
            if (!unknown.isEmpty()) {
                return failed(
                        id,
                        network,
                        "the result has keys that the descriptor does not document: "
                                + String.join(", ", unknown));
            }
            return new Finding(Outcome.FINE, id, network, "written as " + write(run));
        } catch (StudyException | EngineException | IOException e) {
            return failed(id, network, String.valueOf(e.getMessage()));
        } catch (Cancelled | RuntimeException | LinkageError | AssertionError e) {
            return failed(id, network, "it threw " + thrown(e));
        } catch (StackOverflowError | OutOfMemoryError e) {
            return failed(id, network, "it threw " + e.getClass().getSimpleName());
        }
    }

    /** What was thrown, and where in the plug-in. */
    static String thrown(Throwable e) {
        StackTraceElement[] frames = e.getStackTrace();
        return e + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    private static Finding failed(String id, String network, String why) {
        return new Finding(Outcome.FAILED, id, network, why);
    }

    private StudyRequest request(StudyDescriptor descriptor, String network) {
        List<Model> models =
                TrialNetworks.models(network, Math.max(1, descriptor.models().least()));
        return new StudyRequest(
                models, Optional.of(data), SampleSelection.USUAL, List.of(), Map.of(), 1);
    }

    private Run run(Study study, StudyRequest request, int threads)
            throws StudyException, EngineException, Cancelled {
        return new StudyRunner(catalogue, threads)
                .run(study, request, Optional.empty(), new RunControl(), new RunListener() {});
    }

    /** Keys of the result's own numbers and arrays; those of parts are the parts' own. */
    private static TreeSet<String> undocumented(StudyDescriptor descriptor, Run run) {
        FlatResult flat = FlatResult.of(run.result());
        TreeSet<String> keys = new TreeSet<>(flat.scalars().keySet());
        keys.addAll(flat.arrays().keySet());
        keys.removeIf(key -> key.contains("."));
        for (StudyDescriptor.Output output : descriptor.outputs()) {
            keys.remove(output.key());
            keys.remove(output.key() + "_test");
        }
        return keys;
    }

    /** The endings that were written. */
    private String write(Run run) throws IOException {
        Report report = new Report(run.descriptor().title(), List.of(run));
        List<String> endings = new ArrayList<>();
        for (ReportWriter writer : catalogue.writers()) {
            if (writer.obstacle(report).isPresent()) {
                continue;
            }
            for (String ending : new TreeSet<>(writer.extensions())) {
                for (Path file : writer.write(report, folder.resolve("trial." + ending))) {
                    Files.delete(file);
                }
                endings.add(ending);
            }
        }
        return String.join(", ", endings);
    }
}
