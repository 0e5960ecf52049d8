package theoria.ui.internal.run;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

import theoria.core.model.data.Dataset;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.ShapeException;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.StudyException;
import theoria.core.study.WeightSpace;
import theoria.core.study.parameter.ParameterException;
import theoria.runtime.job.RunControl;
import theoria.runtime.job.RunSpec;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;
import theoria.ui.viewers.Selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Registers the network at a point of a landscape and chooses it, so that every study of one model
 * is one click away.
 */
public final class PlaceJob extends Job {
    private final Desk desk = Desk.get();
    private final WeightSpace study;
    private final RunSpec spec;
    private final Selection.Point point;
    private final RunControl control = new RunControl();
    private final Consumer<String> say;

    /**
     * Describes the work; to be scheduled.
     *
     * @param spec of the run whose picture the point is in
     * @param say hears how it ended, on the thread of the window
     */
    public PlaceJob(WeightSpace study, RunSpec spec, Selection.Point point, Consumer<String> say) {
        super("Network at a point");
        this.study = study;
        this.spec = spec;
        this.point = point;
        this.say = say;
    }

    @Override
    protected void canceling() {
        control.cancel();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        try {
            Sources sources =
                    desk.sources()
                            .orElseThrow(() -> new StudyException("no registry of models is open"));
            ModelVersion version = register(sources);
            desk.refresh();
            desk.later(() -> desk.choose(List.of(version.reference())));
            say("The network at this point is " + version.reference() + ", and is chosen.");
        } catch (Cancelled e) {
            return Status.CANCEL_STATUS;
        } catch (StudyException
                | EngineException
                | FormatException
                | RegistryException
                | ShapeException
                | ParameterException e) {
            say(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            say("The network could not be taken: " + e);
            Platform.getLog(PlaceJob.class).error("A network could not be taken: " + e, e);
        }
        return Status.OK_STATUS;
    }

    private void say(String sentence) {
        desk.later(() -> say.accept(sentence));
    }

    private ModelVersion register(Sources sources)
            throws StudyException, EngineException, Cancelled, FormatException, RegistryException {
        List<Model> models = new ArrayList<>();
        for (String reference : spec.models()) {
            models.add(sources.model(reference));
        }
        Optional<Dataset> data = sources.data(spec.data());
        Model there =
                desk.runner()
                        .modelAt(
                                study,
                                spec.request(models, data),
                                0,
                                point.x(),
                                point.y(),
                                control);
        String place = String.format(Locale.ROOT, "(%.4g, %.4g)", point.x(), point.y());
        String source = spec.models().get(0) + " at " + place + " of " + spec.study();
        return sources.workspace()
                .registry()
                .register(
                        new NewVersion(
                                name(models.get(0).name()),
                                there.graph(),
                                there.weights(),
                                there.contract(),
                                new Lineage(Lineage.Kind.DERIVED, source, there.graph().name(), ""),
                                Map.of(),
                                Optional.empty()));
    }

    /** {@code lenet_at_-0.6_0.2} of {@code lenet:1}. */
    private String name(String model) {
        String base = model.replaceFirst(":\\d+$", "");
        return NewVersion.nameOf(
                String.format(Locale.ROOT, "%s_at_%.3g_%.3g", base, point.x(), point.y()));
    }
}
