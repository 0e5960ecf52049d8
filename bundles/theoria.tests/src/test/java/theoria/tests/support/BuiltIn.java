package theoria.tests.support;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Trainer;
import theoria.core.model.load.ArchitectureLoader;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.ModelLoader;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.load.TensorLoader;
import theoria.core.model.tensor.Precision;
import theoria.core.study.Study;
import theoria.core.study.report.ReportVerifier;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.writer.CsvWriter;
import theoria.core.study.writer.JsonWriter;
import theoria.core.study.writer.NpzWriter;
import theoria.core.study.writer.VtpWriter;
import theoria.engine.dl4j.Dl4jEngine;
import theoria.engine.dl4j.Dl4jLoader;
import theoria.engine.dl4j.Dl4jTrainer;
import theoria.engine.dl4j.Dl4jWriter;
import theoria.engine.onnxruntime.OnnxRuntimeEngine;
import theoria.engine.reference.ReferenceEngine;
import theoria.engine.reference.ReferenceTrainer;
import theoria.format.data.CifarLoader;
import theoria.format.data.CsvLoader;
import theoria.format.data.IdxLoader;
import theoria.format.data.ImageFolderLoader;
import theoria.format.data.NpzLoader;
import theoria.format.keras.KerasArchitecture;
import theoria.format.keras.KerasArchiveLoader;
import theoria.format.keras.KerasArchiveWeights;
import theoria.format.keras.KerasLoader;
import theoria.format.keras.KerasWeightsLoader;
import theoria.format.keras.TfjsLoader;
import theoria.format.onnx.OnnxReader;
import theoria.format.onnx.OnnxWriter;
import theoria.format.tensorflow.TensorFlowLoader;
import theoria.format.tensors.ArchitectureFile;
import theoria.format.tensors.NumpyTensorsLoader;
import theoria.format.tensors.SafetensorsLoader;
import theoria.format.tensors.TorchLoader;
import theoria.report.hdf5.Hdf5Writer;
import theoria.report.html.HtmlWriter;
import theoria.report.print.PdfWriter;
import theoria.report.print.PngWriter;
import theoria.report.print.SvgWriter;
import theoria.report.xlsx.XlsxVerifier;
import theoria.report.xlsx.XlsxWriter;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineEntry;
import theoria.runtime.catalogue.StudyEntry;
import theoria.study.generalization.MarginsStudy;
import theoria.study.generalization.NormsStudy;
import theoria.study.inspection.BehaviourStudy;
import theoria.study.inspection.DataStudy;
import theoria.study.inspection.DiffStudy;
import theoria.study.inspection.EvaluationStudy;
import theoria.study.inspection.GraphStudy;
import theoria.study.inspection.LayersStudy;
import theoria.study.inspection.TrainingStudy;
import theoria.study.inspection.WeightsStudy;
import theoria.study.landscape.CurvatureMapStudy;
import theoria.study.landscape.EdgeOfStabilityStudy;
import theoria.study.landscape.HessianStudy;
import theoria.study.landscape.LineStudy;
import theoria.study.landscape.PathStudy;
import theoria.study.landscape.SharpnessStudy;
import theoria.study.landscape.StoredLandscapeStudy;
import theoria.study.landscape.SurfaceStudy;
import theoria.study.landscape.TrajectoryStudy;
import theoria.study.landscape.laboratory.BalancednessStudy;
import theoria.study.landscape.laboratory.DeepLinearStudy;
import theoria.study.landscape.laboratory.FirstOrderStudy;
import theoria.study.landscape.laboratory.LinearAutoencoderStudy;
import theoria.study.landscape.laboratory.SaxeDynamicsStudy;
import theoria.study.landscape.laboratory.SgdNoiseStudy;
import theoria.study.landscape.laboratory.SpinGlassStudy;
import theoria.study.visualization.ActivationsStudy;
import theoria.study.visualization.FiltersStudy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** What the product registers by plugin.xml, for tests outside OSGi. */
public final class BuiltIn implements Catalogue {
    private final ReferenceEngine reference = new ReferenceEngine();
    private final Dl4jEngine dl4j = new Dl4jEngine();
    private final OnnxRuntimeEngine onnxRuntime = new OnnxRuntimeEngine();

    @Override
    public List<ModelLoader> modelLoaders() {
        return List.of(
                new OnnxReader(),
                new Dl4jLoader(),
                new KerasLoader(),
                new KerasArchiveLoader(),
                new TfjsLoader(),
                new TensorFlowLoader());
    }

    @Override
    public List<TensorLoader> tensorLoaders() {
        return List.of(
                new SafetensorsLoader(),
                new TorchLoader(),
                new NumpyTensorsLoader(),
                new KerasWeightsLoader(),
                new KerasArchiveWeights());
    }

    @Override
    public List<ArchitectureLoader> architectureLoaders() {
        return List.of(new ArchitectureFile(), new KerasArchitecture());
    }

    @Override
    public List<ModelWriter> modelWriters() {
        return List.of(new Dl4jWriter(), new OnnxWriter());
    }

    @Override
    public List<DatasetLoader> datasetLoaders() {
        return List.of(
                new IdxLoader(),
                new NpzLoader(),
                new CifarLoader(),
                new ImageFolderLoader(),
                new CsvLoader());
    }

    @Override
    public List<EngineEntry> engines() {
        EnumSet<Capability> capabilities = EnumSet.allOf(Capability.class);
        capabilities.remove(Capability.HESSIAN_PRODUCT);
        return List.of(
                new EngineEntry(
                        reference.id(),
                        EnumSet.allOf(Capability.class),
                        EnumSet.allOf(Precision.class),
                        () -> reference),
                new EngineEntry(
                        dl4j.id(), capabilities, EnumSet.allOf(Precision.class), () -> dl4j),
                new EngineEntry(
                        onnxRuntime.id(),
                        EnumSet.of(Capability.FORWARD),
                        EnumSet.allOf(Precision.class),
                        () -> onnxRuntime));
    }

    @Override
    public List<Trainer> trainers() {
        return List.of(new Dl4jTrainer(), new ReferenceTrainer());
    }

    @Override
    public List<StudyEntry> studies() {
        List<Study> all =
                List.of(
                        new EvaluationStudy(),
                        new GraphStudy(),
                        new LayersStudy(),
                        new WeightsStudy(),
                        new DataStudy(),
                        new TrainingStudy(),
                        new DiffStudy(),
                        new BehaviourStudy(),
                        new LineStudy(),
                        new SurfaceStudy(),
                        new LinearAutoencoderStudy(),
                        new DeepLinearStudy(),
                        new SaxeDynamicsStudy(),
                        new BalancednessStudy(),
                        new SpinGlassStudy(),
                        new SgdNoiseStudy(),
                        new FirstOrderStudy(),
                        new TrajectoryStudy(),
                        new StoredLandscapeStudy(),
                        new HessianStudy(),
                        new EdgeOfStabilityStudy(),
                        new CurvatureMapStudy(),
                        new PathStudy(),
                        new SharpnessStudy(),
                        new MarginsStudy(),
                        new NormsStudy(),
                        new ActivationsStudy(),
                        new FiltersStudy());
        List<StudyEntry> entries = new ArrayList<>();
        all.forEach(study -> entries.add(new StudyEntry(study, List.of("default"), "built in")));
        return entries;
    }

    @Override
    public List<ReportWriter> writers() {
        return List.of(
                new JsonWriter(),
                new CsvWriter(),
                new NpzWriter(),
                new VtpWriter(),
                new HtmlWriter(),
                new XlsxWriter(),
                new PdfWriter(),
                new PngWriter(),
                new SvgWriter(),
                new Hdf5Writer());
    }

    @Override
    public List<ReportVerifier> verifiers() {
        return List.of(new XlsxVerifier());
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
