package theoria.ui.internal.study;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.forms.events.IExpansionListener;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.jspecify.annotations.Nullable;

import theoria.core.model.data.SampleSelection;
import theoria.core.model.registry.ModelVersion;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.parameter.Parameter;
import theoria.runtime.job.Reserved;
import theoria.runtime.job.RunSpec;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.DataShelf;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.viewers.Selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of one study. Everything in it comes from the descriptor. */
final class StudyForm {
    private static final int FEW = 6;
    private static final int PAUSE_MILLIS = 150;

    private final Desk desk;
    private final Study study;
    private final StudyDescriptor descriptor;
    private final IWorkbenchPartSite site;
    private final Runnable fit;
    private final Composite page;
    private final List<ParameterField<?>> fields = new ArrayList<>();

    /** Labels of the fields of models; who wants more takes the command line. */
    private static final List<String> MODELS =
            List.of("Model", "Second model", "Third model", "Fourth model");

    private final List<Combo> models = new ArrayList<>();
    private @Nullable Combo data;
    private @Nullable ParameterField<String> split;
    private @Nullable ParameterField<String> samples;
    private ParameterField<String> seed;
    private Button run;
    private Button runEach;
    private Label cost;
    private int asked;
    private boolean ready;
    private Runnable unfollow = () -> {};

    StudyForm(
            Composite parent,
            Desk desk,
            Study study,
            RunSpec wish,
            IWorkbenchPartSite site,
            Runnable fit) {
        this.desk = desk;
        this.study = study;
        this.descriptor = study.descriptor();
        this.site = site;
        this.fit = fit;
        page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 10;
        layout.horizontalSpacing = 10;
        page.setLayout(layout);
        addTitle();
        addInputs();
        addParameters();
        addCost();
        new StudyText(page, descriptor).add();
        fill(wish);
        unfollow = desk.selection().follow(this::follow);
        follow(desk.selection().current());
        ready = true;
        changed();
    }

    private void follow(Selection selection) {
        if (!page.isDisposed()) {
            fields.forEach(field -> field.follow(selection));
        }
    }

    /** Takes what is selected into every field that speaks of it. */
    void useSelection() {
        fields.forEach(ParameterField::take);
    }

    Composite control() {
        return page;
    }

    void setFocus() {
        run.setFocus();
    }

    void close() {
        asked++;
        unfollow.run();
    }

    private void addTitle() {
        Label title = new Label(page, SWT.WRAP);
        title.setText(descriptor.title());
        title.setFont(Fonts.heading(page, 2));
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Composite buttons = new Composite(page, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginHeight = 0;
        layout.marginWidth = 0;
        buttons.setLayout(layout);
        buttons.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        run = new Button(buttons, SWT.PUSH);
        run.setText("   Run   ");
        run.setData("theoria.run", descriptor.id());
        run.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> start()));
        runEach = new Button(page, SWT.PUSH);
        runEach.setLayoutData(new GridData(SWT.END, SWT.CENTER, true, false, 2, 1));
        runEach.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> startEach()));
    }

    private void addInputs() {
        int most = Math.min(MODELS.size(), descriptor.models().largest());
        for (int i = 0; i < most; i++) {
            Combo combo = row(MODELS.get(i), SWT.READ_ONLY);
            combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> changed()));
            combo.addModifyListener(e -> combo.setToolTipText(combo.getText())); // it may be cut
            models.add(combo);
        }
        if (!descriptor.data().isEmpty()) {
            Combo combo = row("Data", SWT.READ_ONLY);
            combo.addSelectionListener(
                    SelectionListener.widgetSelectedAdapter(
                            e -> desk.chooseData(references().get(combo.getSelectionIndex()))));
            data = combo;
        }
    }

    private Combo row(String label, int style) {
        new Label(page, SWT.NONE).setText(label);
        Combo combo = new Combo(page, SWT.DROP_DOWN | style);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 110;
        combo.setLayoutData(wide);
        return combo;
    }

    private void addParameters() {
        List<Parameter<?>> declared = descriptor.parameters();
        declared.stream().limit(FEW).forEach(parameter -> add(page, parameter));
        ExpandableComposite more =
                new ExpandableComposite(page, ExpandableComposite.TWISTIE | SWT.NO_FOCUS);
        more.setText("More");
        more.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        more.addExpansionListener(
                IExpansionListener.expansionStateChangedAdapter(
                        e -> {
                            page.layout(true, true);
                            fit.run();
                        }));
        Composite inside = new Composite(more, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = 10;
        inside.setLayout(layout);
        declared.stream().skip(FEW).forEach(parameter -> add(inside, parameter));
        addSelectionOfExamples(inside);
        Reserved.PARAMETERS.forEach(parameter -> add(inside, parameter));
        more.setClient(inside);
    }

    private void addSelectionOfExamples(Composite inside) {
        if (!descriptor.data().isEmpty()) {
            split =
                    ParameterField.make(
                            inside,
                            new Parameter.Choice(
                                    "split",
                                    "Split",
                                    "Which examples; usual is the study's own choice.",
                                    "usual",
                                    List.of("usual", "train", "test", "both")),
                            this::changed);
            samples =
                    ParameterField.make(
                            inside,
                            new Parameter.Words(
                                    "samples",
                                    "Samples",
                                    "A number, FROM:TO, or all; empty for " + usualSamples() + ".",
                                    ""),
                            this::changed);
        }
        seed =
                ParameterField.make(
                        inside,
                        new Parameter.Words("seed", "Seed", "Of everything random.", "1"),
                        this::changed);
    }

    private String usualSamples() {
        return descriptor.samples() == 0 ? "all" : "at most " + descriptor.samples();
    }

    private void add(Composite grid, Parameter<?> parameter) {
        fields.add(ParameterField.make(grid, parameter, this::changed));
    }

    private void addCost() {
        cost = new Label(page, SWT.WRAP);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        wide.widthHint = 100;
        cost.setLayoutData(wide);
        cost.setData("theoria.cost", descriptor.id());
    }

    /** Other models or data are there, or chosen: the form follows, its values stay. */
    void inputsChanged() {
        fillInputs(desk.models());
        changed();
    }

    private void fill(RunSpec wish) {
        fillInputs(wish.models().isEmpty() ? desk.models() : wish.models());
        for (ParameterField<?> field : fields) {
            String value = wish.parameters().get(field.key());
            if (value != null) {
                field.set(value);
            }
        }
        if (split != null && !wish.split().isEmpty()) {
            split.set(wish.split());
        }
        if (samples != null) {
            samples.set(wish.samples());
        }
        seed.set(Long.toString(wish.seed()));
    }

    private void fillInputs(List<String> chosen) {
        String[] all = desk.versions().stream().map(ModelVersion::reference).toArray(String[]::new);
        for (int i = 0; i < models.size(); i++) {
            Combo combo = models.get(i);
            boolean optional = i >= descriptor.models().least();
            List<String> items = new ArrayList<>(List.of(all));
            if (optional) {
                items.add(0, "");
            }
            combo.setItems(items.toArray(new String[0]));
            combo.setText(i < chosen.size() ? chosen.get(i) : "");
        }
        if (data != null) {
            data.setItems(references().stream().map(DataShelf::label).toArray(String[]::new));
            data.select(references().indexOf(desk.shelf().chosen()));
        }
        boolean several = descriptor.models().least() <= 1 && desk.models().size() > 1;
        runEach.setText("Run on each of the " + desk.models().size() + " chosen models");
        runEach.setVisible(several);
        ((GridData) runEach.getLayoutData()).exclude = !several;
        page.layout(true);
        fit.run();
    }

    private List<String> references() {
        return desk.shelf().references();
    }

    /** What is wrong with the form, one sentence; empty if nothing. */
    private Optional<String> problem() {
        for (ParameterField<?> field : fields) {
            Optional<String> problem = field.problem();
            if (problem.isPresent()) {
                return problem;
            }
        }
        try {
            if (samples != null && samples.value().isPresent()) {
                SampleSelection.parse(samples.value().get());
            }
            seed();
        } catch (NumberFormatException e) {
            return Optional.of("The seed is no whole number.");
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private long seed() {
        return Long.parseLong(seed.value().orElse("1"));
    }

    /** The run of the form. */
    private RunSpec spec() {
        Map<String, String> values = new LinkedHashMap<>();
        for (ParameterField<?> field : fields) {
            field.value().ifPresent(value -> values.put(field.key(), value));
        }
        List<String> references =
                models.stream().map(Combo::getText).filter(text -> !text.isEmpty()).toList();
        return new RunSpec(
                descriptor.id(),
                references,
                data == null ? List.of() : List.of(desk.shelf().chosen()),
                split == null ? "" : split.value().orElse(""),
                samples == null ? "" : samples.value().orElse(""),
                seed(),
                values);
    }

    private void changed() {
        if (!ready) {
            return;
        }
        int now = ++asked;
        Optional<String> problem = problem();
        Optional<Sources> sources = desk.sources();
        if (problem.isPresent() || sources.isEmpty()) {
            tell(Appraisal.not(problem.orElse("The registry is being opened.")));
            return;
        }
        page.getDisplay()
                .timerExec(
                        PAUSE_MILLIS,
                        () -> {
                            if (now == asked && !page.isDisposed()) {
                                appraise(now, spec(), sources.get());
                            }
                        });
    }

    private void appraise(int now, RunSpec spec, Sources sources) {
        Job.createSystem(
                        "Appraising " + descriptor.title(),
                        (ICoreRunnable)
                                monitor -> {
                                    Appraisal found =
                                            Appraisal.of(
                                                    study,
                                                    spec,
                                                    sources,
                                                    desk.runner(),
                                                    Appraisal.Estimator.TIMED);
                                    desk.later(
                                            () -> {
                                                if (now == asked && !page.isDisposed()) {
                                                    tell(found);
                                                }
                                            });
                                })
                .schedule();
    }

    private void tell(Appraisal appraisal) {
        if (!appraisal.layers().isEmpty()) {
            fields.forEach(field -> field.offer(appraisal.layers()));
        }
        run.setEnabled(appraisal.possible());
        runEach.setEnabled(appraisal.possible());
        cost.setText(appraisal.possible() ? appraisal.cost() : "Not yet: " + appraisal.obstacle());
        cost.getParent().layout(new Control[] {cost});
        fit.run();
    }

    private void start() {
        RunEntry entry = RunBoard.get().start(spec());
        Results.open(site.getPage(), entry);
    }

    private void startEach() {
        RunSpec spec = spec();
        RunEntry last = null;
        for (String model : desk.models()) {
            last = RunBoard.get().start(spec.on(List.of(model)));
        }
        if (last != null) {
            Results.open(site.getPage(), last);
        }
    }
}
