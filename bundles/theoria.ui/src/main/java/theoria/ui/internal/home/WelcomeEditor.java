package theoria.ui.internal.home;

import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.core.model.registry.ModelVersion;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Demo;
import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.help.Guides;
import theoria.ui.internal.model.Opening;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.DemoJob;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.study.StudyForms;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The first thing a person sees: three ways to begin, and the four questions of the field. */
public final class WelcomeEditor extends PageEditor {
    /** Identifier of the editor. */
    public static final String ID = "theoria.ui.welcome";

    private static final int COLUMNS = 12;
    private static final String DEMO = "digits-lenet";

    private final Desk desk = Desk.get();

    @Override
    int columns() {
        return COLUMNS;
    }

    @Override
    void fillPage(Composite parent) {
        Label title = wide("Theoria", COLUMNS);
        title.setFont(Fonts.heading(title, 12));
        wide("A workbench for the mathematics of deep learning.", COLUMNS);
        card(
                4,
                "Run the demo",
                "Trains a small network on built-in digits, studies it, and ends on its home page."
                        + " It takes about a minute and a half.",
                "Run the demo",
                () -> runDemo(Homes::open));
        card(
                4,
                "Open a network",
                "A file of PyTorch, Keras, TensorFlow, ONNX or DL4J, or weights alone."
                        + " Drop the file here, or anywhere in the window.",
                "Open a network...",
                () -> Opening.askNetwork(getSite().getWorkbenchWindow()));
        card(
                4,
                "Take the tour",
                "Shows you round the window: what you have on the left, what you look at in the"
                        + " middle, what you can do with it on the right.",
                "Take the tour",
                () -> Guides.tour(getSite().getWorkbenchWindow()));
        Label heading = wide("Four questions, each asked of the demo network", COLUMNS);
        heading.setFont(Fonts.heading(heading, 1));
        ((GridData) heading.getLayoutData()).verticalIndent = 14;
        for (Question question : Question.values()) {
            Optional<StudyEntry> study = question.study(desk.catalogue());
            String title1 = study.map(s -> s.study().descriptor().title()).orElse("");
            Card card =
                    card(
                            6,
                            question.field(),
                            question.words(),
                            study.isEmpty() ? "No study installed" : title1,
                            () -> study.ifPresent(this::ask));
            card.button().setEnabled(study.isPresent());
        }
    }

    /**
     * Trains the demo network, or finds it trained, and goes on with its reference. That takes a
     * while, in which this page may be closed: what comes after belongs to the window.
     */
    private void runDemo(BiConsumer<IWorkbenchPage, String> then) {
        IWorkbenchWindow window = getSite().getWorkbenchWindow();
        new DemoJob(
                        model ->
                                Optional.ofNullable(window.getActivePage())
                                        .ifPresent(page -> then.accept(page, model)))
                .schedule();
    }

    private Optional<ModelVersion> demo() {
        return desk.versions().stream()
                .filter(version -> version.name().equals(DEMO))
                .max(Comparator.comparingInt(ModelVersion::number));
    }

    private void ask(StudyEntry study) {
        Optional<ModelVersion> trained = demo();
        if (trained.isPresent()) {
            ask(getSite().getPage(), study, trained.get().reference());
        } else {
            runDemo((page, model) -> ask(page, study, model));
        }
    }

    private void ask(IWorkbenchPage page, StudyEntry study, String model) {
        RunSpec spec = Demo.run(study.study().descriptor(), model, Demo.origin());
        desk.choose(List.of(model));
        desk.chooseData(spec.data().get(0));
        StudyForms.open(page, spec);
        Results.open(page, RunBoard.get().start(spec));
    }

    private Card card(int span, String heading, String text, String action, Runnable pressed) {
        Card card = new Card(page(), heading, text, action, pressed);
        ((GridData) card.getLayoutData()).horizontalSpan = span;
        return card;
    }
}
