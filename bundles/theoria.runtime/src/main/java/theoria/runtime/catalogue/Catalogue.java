package theoria.runtime.catalogue;

import theoria.core.model.engine.Trainer;
import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.load.TensorLoader;
import theoria.core.study.report.ReportVerifier;
import theoria.core.study.report.ReportWriter;

import java.util.List;
import java.util.Optional;

/** Everything installed, in a fixed order: by bundle, then as its plugin.xml lists it. */
public interface Catalogue {
    /** Readers of networks. */
    List<ModelLoader> modelLoaders();

    /** Readers of weights without a graph. */
    default List<TensorLoader> tensorLoaders() {
        return List.of();
    }

    /** Readers of graphs without weights. */
    default List<ArchitectureLoader> architectureLoaders() {
        return List.of();
    }

    /** Writers of networks. */
    List<ModelWriter> modelWriters();

    /** Readers of data sets. */
    List<DatasetLoader> datasetLoaders();

    /** Engines as declared. */
    List<EngineEntry> engines();

    /** Trainers by preference; making them loads no native code. */
    List<Trainer> trainers();

    /** Studies by identifier. */
    List<StudyEntry> studies();

    /** Report writers. */
    List<ReportWriter> writers();

    /** Readers of stored reports for verify-report. */
    List<ReportVerifier> verifiers();

    /** One sentence per extension that could not be used. */
    List<String> problems();

    /** The study of this identifier. */
    default Optional<StudyEntry> study(String id) {
        return studies().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
}
