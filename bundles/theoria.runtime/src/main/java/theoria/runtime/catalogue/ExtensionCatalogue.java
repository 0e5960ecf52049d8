package theoria.runtime.catalogue;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.jspecify.annotations.Nullable;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Engine;
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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The catalogue read from Eclipse's extension registry. An extension whose class cannot be made is
 * left out and named among the {@link #problems()}, so one bad plug-in never hides the others.
 */
public final class ExtensionCatalogue implements Catalogue {
    private static final String LOADERS = "theoria.core.model.loaders";
    private static final String ENGINES = "theoria.core.model.engines";
    private static final String STUDIES = "theoria.core.study.studies";
    private static final String REPORTS = "theoria.core.study.reports";

    private final IExtensionRegistry registry;
    private final List<String> problems = new ArrayList<>();
    private final List<EngineEntry> engines = new ArrayList<>();
    private @Nullable List<StudyEntry> studies;

    /** Reads the given registry; classes are loaded when they are first asked for. */
    public ExtensionCatalogue(IExtensionRegistry registry) {
        this.registry = registry;
        for (IConfigurationElement element : elements(ENGINES, "engine")) {
            try {
                engines.add(engineEntry(element));
            } catch (IllegalArgumentException e) {
                problems.add(
                        "engine of "
                                + element.getContributor().getName()
                                + " cannot be used: "
                                + e.getMessage());
            }
        }
    }

    @Override
    public List<ModelLoader> modelLoaders() {
        return make(LOADERS, "modelLoader", ModelLoader.class);
    }

    @Override
    public List<TensorLoader> tensorLoaders() {
        return make(LOADERS, "tensorLoader", TensorLoader.class);
    }

    @Override
    public List<ArchitectureLoader> architectureLoaders() {
        return make(LOADERS, "architectureLoader", ArchitectureLoader.class);
    }

    @Override
    public List<ModelWriter> modelWriters() {
        return make(LOADERS, "modelWriter", ModelWriter.class);
    }

    @Override
    public List<DatasetLoader> datasetLoaders() {
        return make(LOADERS, "datasetLoader", DatasetLoader.class);
    }

    @Override
    public List<EngineEntry> engines() {
        return List.copyOf(engines);
    }

    @Override
    public List<Trainer> trainers() {
        return EngineChooser.order(make(ENGINES, "trainer", Trainer.class));
    }

    @Override
    public synchronized List<StudyEntry> studies() {
        List<StudyEntry> known = studies;
        if (known == null) {
            List<StudyEntry> found = new ArrayList<>();
            for (IConfigurationElement element : elements(STUDIES, "study")) {
                Study study = instance(element, Study.class);
                if (study != null && isNew(study, element, found)) {
                    String suites = element.getAttribute("suites");
                    List<String> words =
                            suites == null ? List.of() : List.of(suites.strip().split("\\s+"));
                    found.add(new StudyEntry(study, words, element.getContributor().getName()));
                }
            }
            found.sort(StudyEntry.byChapter());
            known = List.copyOf(found);
            studies = known;
        }
        return known;
    }

    /** Whether a study describes itself, and by an identifier that no other one has. */
    private boolean isNew(Study study, IConfigurationElement element, List<StudyEntry> found) {
        String id;
        try {
            id = study.descriptor().id();
        } catch (RuntimeException | LinkageError e) { // a stranger's code: it harms no others
            problem(element, "does not describe itself: " + e);
            return false;
        }
        for (StudyEntry other : found) {
            if (other.id().equals(id)) {
                problem(
                        element,
                        "is left out: " + other.bundle() + " has a study '" + id + "' too");
                return false;
            }
        }
        return true;
    }

    @Override
    public List<ReportWriter> writers() {
        List<ReportWriter> writers = new ArrayList<>();
        for (IConfigurationElement element : elements(REPORTS, "writer")) {
            ReportWriter writer = instance(element, ReportWriter.class);
            if (writer != null && tellsItsEndings(writer, element)) {
                writers.add(writer);
            }
        }
        return writers;
    }

    private boolean tellsItsEndings(ReportWriter writer, IConfigurationElement element) {
        try {
            return !writer.extensions().isEmpty();
        } catch (RuntimeException | LinkageError e) { // a stranger's code: it harms no others
            problem(element, "does not tell which files it writes: " + e);
            return false;
        }
    }

    @Override
    public List<ReportVerifier> verifiers() {
        return make(REPORTS, "verifier", ReportVerifier.class);
    }

    @Override
    public synchronized List<String> problems() {
        studies(); // makes them, so that those which cannot be made are among the problems
        return List.copyOf(problems);
    }

    private List<IConfigurationElement> elements(String point, String name) {
        return Arrays.stream(registry.getConfigurationElementsFor(point))
                .filter(element -> element.getName().equals(name))
                .sorted(Comparator.comparing(element -> element.getContributor().getName()))
                .toList();
    }

    private <T> List<T> make(String point, String name, Class<T> type) {
        List<T> made = new ArrayList<>();
        for (IConfigurationElement element : elements(point, name)) {
            T instance = instance(element, type);
            if (instance != null) {
                made.add(instance);
            }
        }
        return made;
    }

    private synchronized <T> @Nullable T instance(IConfigurationElement element, Class<T> type) {
        try {
            Object made = element.createExecutableExtension("class");
            if (type.isInstance(made)) {
                return type.cast(made);
            }
            problem(element, "is no " + type.getSimpleName());
        } catch (CoreException e) {
            problem(element, "cannot be used: " + reason(e));
        } catch (LinkageError e) { // a class that is compiled for something else
            problem(element, "cannot be used: " + e);
        }
        return null;
    }

    /** One sentence, once, however often the class is asked for. */
    private synchronized void problem(IConfigurationElement element, String what) {
        String sentence =
                "plug-in "
                        + element.getContributor().getName()
                        + ": class "
                        + element.getAttribute("class")
                        + " "
                        + what.strip().replaceAll("\\s+", " ");
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    /** What a class or the activator of its bundle threw, from the bottom of the exception. */
    private static String reason(CoreException e) {
        Throwable cause = e.getStatus().getException();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? String.valueOf(e.getMessage()) : cause.toString();
    }

    private EngineEntry engineEntry(IConfigurationElement element) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String word : words(element, "capabilities")) {
            capabilities.add(Capability.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        Set<Precision> precisions = EnumSet.noneOf(Precision.class);
        for (String word : words(element, "precisions")) {
            precisions.add(Precision.parse(word));
        }
        Supplier<Engine> engine = new EngineOnDemand(element);
        return new EngineEntry(element.getAttribute("id"), capabilities, precisions, engine);
    }

    private static List<String> words(IConfigurationElement element, String attribute) {
        String text = element.getAttribute(attribute);
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** Makes the engine once, when it is first asked for. */
    private final class EngineOnDemand implements Supplier<Engine> {
        private final IConfigurationElement element;
        private @Nullable Engine engine;

        EngineOnDemand(IConfigurationElement element) {
            this.element = element;
        }

        @Override
        public synchronized Engine get() {
            Engine made = engine;
            if (made == null) {
                made = instance(element, Engine.class);
                if (made == null) {
                    throw new IllegalStateException(String.join("; ", problems()));
                }
                engine = made;
            }
            return made;
        }
    }
}
