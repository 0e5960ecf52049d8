package theoria.ui.internal.home;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.core.study.result.Graph;
import theoria.core.study.result.LayerGraph;
import theoria.draw.Pictures;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.DataShelf;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.model.Metrics;
import theoria.ui.internal.report.ReportFile;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.study.StudyForms;
import theoria.ui.internal.viewer.PictureCanvas;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The home page of a model: what it is, how good it is, what was found, what to ask next. */
public final class HomeEditor extends PageEditor {
    /** Identifier of the editor. */
    public static final String ID = "theoria.ui.home";

    /** Between the architecture and the data of a trained network. */
    private static final String TRAINED_ON = " on ";

    private static final int COLUMNS = 4;
    private static final int NARROW = 560;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Desk desk = Desk.get();
    private NextStep next;
    private Composite facts;
    private ResultLinks results;
    private PictureCanvas thumbnail;
    private @Nullable Graph network;
    private Runnable unfollow = () -> {};
    private Runnable unfollowBoard = () -> {};
    private Runnable unfollowTheme = () -> {};
    private boolean read;

    @Override
    int columns() {
        return COLUMNS;
    }

    private String reference() {
        return ((PageInput) getEditorInput()).model();
    }

    @Override
    void fillPage(Composite parent) {
        Label title = wide(reference(), COLUMNS);
        title.setFont(Fonts.heading(title, 8));
        next = new NextStep(parent, COLUMNS, this::writeWorkbook);
        results =
                new ResultLinks(
                        parent,
                        COLUMNS,
                        reference(),
                        entry -> Results.open(getSite().getPage(), entry));
        facts = part(parent, 2);
        thumbnail = new PictureCanvas(parent, reading -> {}, reading -> {});
        GridData beside = new GridData(SWT.FILL, SWT.FILL, true, false, 2, 1);
        beside.heightHint = 220;
        thumbnail.setLayoutData(beside);
        heading("Ask it");
        for (Question question : Question.values()) {
            Optional<StudyEntry> study = question.study(desk.catalogue());
            study.ifPresent(
                    entry ->
                            new Card(
                                    parent,
                                    question.field(),
                                    question.words(),
                                    entry.study().descriptor().title() + "...",
                                    () -> ask(entry)));
        }
        unfollow =
                desk.follow(
                        change -> {
                            if (change == Desk.Change.VERSIONS) {
                                showFacts();
                            }
                        });
        unfollowBoard = RunBoard.get().follow(changed -> showResults());
        unfollowTheme =
                Themes.follow(
                        thumbnail,
                        dark -> {
                            if (network != null) {
                                thumbnail.show(network, dark);
                            }
                        });
        showFacts();
        showResults();
    }

    /** Puts the picture of the network below the facts where there is no room beside them. */
    @Override
    void arrange(int width) {
        int span = width < NARROW ? COLUMNS : COLUMNS / 2;
        ((GridData) facts.getLayoutData()).horizontalSpan = span;
        ((GridData) thumbnail.getLayoutData()).horizontalSpan = span;
    }

    private static Composite part(Composite parent, int span) {
        Composite part = new Composite(parent, SWT.NONE);
        part.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, span, 1));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = 16;
        part.setLayout(layout);
        return part;
    }

    private void heading(String text) {
        Label heading = wide(text, COLUMNS);
        heading.setFont(Fonts.heading(heading, 1));
        ((GridData) heading.getLayoutData()).verticalIndent = 10;
    }

    private void ask(StudyEntry study) {
        desk.choose(List.of(reference()));
        desk.chooseStudy(study.id());
        StudyForms.reveal(getSite().getPage());
    }

    private void showFacts() {
        Optional<ModelVersion> version = desk.version(reference());
        if (facts.isDisposed() || version.isEmpty() || read) {
            return;
        }
        read = true;
        ModelVersion one = version.get();
        one.metrics().forEach((key, value) -> fact(Metrics.words(key), number(value)));
        if (!one.note().isEmpty()) {
            fact("note", one.note());
        }
        fact("parameters", String.format(Locale.ROOT, "%,d", one.parameters()));
        fact(
                one.lineage().kind().name().toLowerCase(Locale.ROOT),
                MINUTE.format(one.created().atZone(ZoneId.systemDefault()))
                        + ", from "
                        + source(one.lineage()));
        fact("input contract", one.contract().isEmpty() ? "the stored numbers" : one.contract());
        desk.sources()
                .ifPresent(
                        sources ->
                                Job.createSystem(
                                                "Reading " + reference(),
                                                (ICoreRunnable) monitor -> read(sources))
                                        .schedule());
        fit();
    }

    private void read(Sources sources) {
        try {
            Model model = sources.model(reference());
            NetworkGraph graph = model.graph();
            String macs = String.format(Locale.ROOT, "%,d per example", LayerCost.macs(graph));
            Graph picture = LayerGraph.of(graph, graph.name()).build();
            Pictures.bestStyle(picture, false); // lays it out here, not while it is painted
            desk.later(() -> show(graph, macs, picture));
        } catch (FormatException | RegistryException e) {
            desk.later(
                    () -> {
                        if (!facts.isDisposed()) {
                            fact("cannot be read", String.valueOf(e.getMessage()));
                            fit();
                        }
                    });
        }
    }

    private void show(NetworkGraph graph, String macs, Graph picture) {
        if (facts.isDisposed()) {
            return;
        }
        fact("layers", Integer.toString(graph.nodes().size()));
        fact("multiply-accumulates", macs);
        fact(
                "input, outputs",
                graph.weightsOnly()
                        ? "none: weights only"
                        : graph.inputShape() + ", " + graph.classes());
        if (!Pictures.of(picture).isEmpty()) {
            network = picture;
            thumbnail.show(picture, Fonts.dark(thumbnail));
        }
        fit();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** Where a network comes from, with the name that the window gives to the data. */
    private static String source(Lineage lineage) {
        String source = lineage.source();
        int on = source.indexOf(TRAINED_ON);
        if (lineage.kind() != Lineage.Kind.TRAINED || on < 0) {
            return source; // the path of a file, in which the same words may stand
        }
        int data = on + TRAINED_ON.length();
        return source.substring(0, data) + DataShelf.label(source.substring(data));
    }

    private void fact(String name, String value) {
        Label label = new Label(facts, SWT.NONE);
        label.setText(name);
        label.setEnabled(false);
        label.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
        Label text = new Label(facts, SWT.WRAP);
        text.setText(value.replace("&", "&&"));
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 150;
        text.setLayoutData(data);
    }

    private void showResults() {
        if (results.follow()) {
            next.show(results.finished().size(), results.awaited());
            fit();
        }
    }

    private void writeWorkbook() {
        List<RunEntry> finished = new ArrayList<>(results.finished());
        Collections.reverse(finished); // in the order in which they were asked for
        ReportFile.write(getSite().getShell(), reference(), finished, "xlsx", this::say);
    }

    private void say(String words) {
        next.say(words);
        fit();
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowBoard.run();
        unfollowTheme.run();
        super.dispose();
    }
}
