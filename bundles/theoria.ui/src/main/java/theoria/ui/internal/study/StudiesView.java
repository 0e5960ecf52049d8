package theoria.ui.internal.study;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;

import theoria.core.study.StudyDescriptor;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunSpec;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of studies by chapter. Those that do not apply to the chosen model and data are
 * grey and say why; the chapter of the perspective is open.
 */
public final class StudiesView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.studies";

    private static final Map<String, String> CHAPTER_OF_PERSPECTIVE =
            Map.of(
                    "theoria.app.inspect", "Inspection",
                    "theoria.app.visualize", "Visualization",
                    "theoria.app.landscape", "Landscape",
                    "theoria.app.generalize", "Generalization");

    private final Desk desk = Desk.get();
    private final Map<String, Appraisal> appraisals = new HashMap<>();
    private final Chapters chapters = new Chapters();
    private Text search;
    private Tree tree;
    private Runnable unfollow = () -> {};
    private int asked;

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout();
        layout.marginWidth = 2;
        layout.marginHeight = 2;
        parent.setLayout(layout);
        search = new Text(parent, SWT.SEARCH | SWT.ICON_CANCEL);
        search.setMessage("Search studies");
        search.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        search.addModifyListener(e -> fill());
        tree = new Tree(parent, SWT.SINGLE | SWT.FULL_SELECTION);
        tree.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> chosen()));
        tree.addMouseMoveListener(
                event -> {
                    TreeItem item =
                            tree.getItem(new org.eclipse.swt.graphics.Point(event.x, event.y));
                    String tip = item == null ? "" : String.valueOf(item.getData("tip"));
                    if (!tip.equals(tree.getToolTipText())) {
                        tree.setToolTipText(tip);
                    }
                });
        unfollow =
                desk.follow(
                        change -> {
                            if (change == Desk.Change.MODELS || change == Desk.Change.DATA) {
                                appraise();
                            } else if (change == Desk.Change.STUDY) {
                                select();
                            }
                        });
        getSite().getWorkbenchWindow().addPerspectiveListener(chapters);
        fill();
        appraise();
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        tree.setRedraw(false);
        tree.removeAll();
        TreeItem chapter = null;
        for (StudyEntry entry : desk.catalogue().studies()) {
            StudyDescriptor study = entry.study().descriptor();
            if (matches(study, wanted)) {
                if (chapter == null || !chapter.getText().equals(study.chapter())) {
                    chapter = new TreeItem(tree, SWT.NONE);
                    chapter.setText(study.chapter());
                    chapter.setData("tip", "");
                }
                add(chapter, study);
            }
        }
        expand(!wanted.isEmpty());
        select();
        tree.setRedraw(true);
    }

    private static boolean matches(StudyDescriptor study, String wanted) {
        String text =
                String.join(
                        " ",
                        study.title(),
                        study.chapter(),
                        study.id(),
                        study.tells(),
                        study.reference());
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void add(TreeItem chapter, StudyDescriptor study) {
        TreeItem item = new TreeItem(chapter, SWT.NONE);
        item.setText(study.title());
        item.setData(study.id());
        mark(item, study);
    }

    private void mark(TreeItem item, StudyDescriptor study) {
        Appraisal appraisal = appraisals.getOrDefault(study.id(), Appraisal.not(""));
        boolean grey = !appraisal.possible();
        item.setForeground(
                grey
                        ? tree.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND)
                        : null);
        item.setData("tip", grey ? appraisal.obstacle() : study.tells());
    }

    private void expand(boolean all) {
        String current = chapter();
        for (TreeItem chapter : tree.getItems()) {
            chapter.setExpanded(all || current.isEmpty() || chapter.getText().equals(current));
        }
    }

    private String chapter() {
        IWorkbenchPage page = getSite().getPage();
        IPerspectiveDescriptor perspective = page == null ? null : page.getPerspective();
        return perspective == null
                ? ""
                : CHAPTER_OF_PERSPECTIVE.getOrDefault(perspective.getId(), "");
    }

    private void chosen() {
        TreeItem[] selection = tree.getSelection();
        if (selection.length == 1 && selection[0].getData() instanceof String id) {
            desk.chooseStudy(id);
            StudyForms.reveal(getSite().getPage());
        }
    }

    private void select() {
        String study = desk.wish().map(RunSpec::study).orElse("");
        for (TreeItem chapter : tree.getItems()) {
            for (TreeItem item : chapter.getItems()) {
                if (study.equals(item.getData())) {
                    tree.setSelection(item);
                    return;
                }
            }
        }
        tree.deselectAll();
    }

    /** Finds out in a job which studies apply to the chosen models and data. */
    private void appraise() {
        int now = ++asked;
        Sources sources = desk.sources().orElse(null);
        if (sources == null) {
            return;
        }
        List<StudyEntry> studies = desk.catalogue().studies();
        List<String> models = desk.models();
        String data = desk.shelf().chosen();
        Job.createSystem(
                        "Finding the studies that apply",
                        (ICoreRunnable) m -> appraise(now, sources, studies, models, data))
                .schedule();
    }

    private void appraise(
            int now, Sources sources, List<StudyEntry> studies, List<String> models, String data) {
        Map<String, Appraisal> found = new HashMap<>();
        for (StudyEntry entry : studies) {
            StudyDescriptor study = entry.study().descriptor();
            int most = Math.min(study.models().largest(), models.size());
            RunSpec spec =
                    new RunSpec(
                            study.id(),
                            models.subList(0, most),
                            List.of(data),
                            "",
                            "",
                            1,
                            Map.of());
            found.put(
                    study.id(),
                    Appraisal.of(
                            entry.study(),
                            spec,
                            sources,
                            desk.runner(),
                            Appraisal.Estimator.QUICK));
        }
        desk.later(
                () -> {
                    if (now == asked && !tree.isDisposed()) {
                        appraisals.putAll(found);
                        markAll();
                    }
                });
    }

    private void markAll() {
        for (TreeItem chapter : tree.getItems()) {
            for (TreeItem item : chapter.getItems()) {
                desk.catalogue()
                        .study(String.valueOf(item.getData()))
                        .ifPresent(entry -> mark(item, entry.study().descriptor()));
            }
        }
    }

    @Override
    public void setFocus() {
        search.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        getSite().getWorkbenchWindow().removePerspectiveListener(chapters);
        super.dispose();
    }

    /** Opens the chapter of a perspective when it is chosen. */
    private final class Chapters extends PerspectiveAdapter {
        @Override
        public void perspectiveActivated(
                IWorkbenchPage page, @Nullable IPerspectiveDescriptor perspective) {
            if (tree != null && !tree.isDisposed()) {
                expand(false);
            }
        }
    }
}
