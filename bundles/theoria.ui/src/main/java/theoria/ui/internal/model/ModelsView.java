package theoria.ui.internal.model;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.part.ViewPart;

import theoria.core.model.registry.Checkpoint;
import theoria.core.model.registry.ModelQuery;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.QueryException;
import theoria.core.model.registry.RegistryException;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Homes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models of the workspace with their versions, the newest first. */
public final class ModelsView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.models";

    /** What names and checkpoints need. */
    private static final int NARROWEST = 150;

    private static final String TRAJECTORY = "trajectory";

    private final Desk desk = Desk.get();
    private final ShownMetric metric = new ShownMetric(this::fill);
    private Tree tree;
    private MetricsTip tip;
    private TreeColumn numbers;
    private Text search;
    private String misread = "";
    private Label state;
    private Runnable unfollow = () -> {};
    private boolean filling;

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout();
        layout.marginWidth = 2;
        layout.marginHeight = 2;
        parent.setLayout(layout);
        search = new Text(parent, SWT.SEARCH | SWT.ICON_CANCEL);
        search.setMessage("Search models");
        search.setToolTipText(
                "Words, or a question: accuracy > 0.95 and arch ~ resnet. Fields are name, tag,"
                        + " alias, arch, format, from, note, kind, parameters, created, and every"
                        + " metric.");
        search.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        search.addModifyListener(e -> fill());
        state = new Label(parent, SWT.WRAP);
        state.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        tree = new Tree(parent, SWT.MULTI | SWT.FULL_SELECTION);
        tree.setHeaderVisible(true);
        tree.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        TreeColumn name = column("Model", NARROWEST, SWT.LEFT);
        numbers = column(Metrics.heading(metric.name()), 75, SWT.RIGHT);
        column("Tags", 80, SWT.LEFT);
        tree.addListener(
                SWT.Resize,
                e -> name.setWidth(Math.max(NARROWEST, tree.getClientArea().width / 2)));
        tree.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> choose()));
        tree.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(e -> open()));
        Button open = new Button(parent, SWT.PUSH);
        open.setText("Open a network...");
        open.setToolTipText("ONNX or DL4J; or drop the file anywhere in the window");
        open.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        open.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(
                        e -> Opening.askNetwork(getSite().getWorkbenchWindow())));
        tree.addListener(SWT.Expand, this::readPath);
        new ModelMenu(tree, getSite(), new ModelChanges(getSite().getShell()), metric).attach();
        tip = new MetricsTip(tree);
        unfollow =
                desk.follow(
                        change -> {
                            if (change == Desk.Change.VERSIONS) {
                                fill();
                            } else if (change == Desk.Change.MODELS) {
                                select();
                            }
                        });
        fill();
    }

    private TreeColumn column(String heading, int width, int alignment) {
        TreeColumn column = new TreeColumn(tree, alignment);
        column.setText(heading);
        column.setWidth(width);
        return column;
    }

    private void fill() {
        if (tree.isDisposed()) {
            return;
        }
        Set<String> open = new HashSet<>();
        for (TreeItem item : tree.getItems()) {
            if (item.getExpanded()) {
                open.add(item.getText());
            }
        }
        boolean first = tree.getItemCount() == 0;
        filling = true;
        numbers.setText(Metrics.heading(metric.name()));
        tip.hide(); // its row may be gone
        tree.setRedraw(false);
        tree.removeAll();
        grouped().forEach((name, versions) -> add(name, versions, first || open.contains(name)));
        tree.setRedraw(true);
        filling = false;
        String words = desk.problem().isEmpty() ? none() : desk.problem();
        state.setText(words);
        ((GridData) state.getLayoutData()).exclude = words.isEmpty();
        state.setVisible(!words.isEmpty());
        state.requestLayout();
        select();
    }

    private String none() {
        if (desk.versions().isEmpty()) {
            return "No models yet. Run the demo, or open a network.";
        }
        return tree.getItemCount() == 0 ? "No model is like this." : misread;
    }

    private Map<String, List<ModelVersion>> grouped() {
        Map<String, List<ModelVersion>> groups = new LinkedHashMap<>();
        for (ModelVersion version : wanted()) {
            groups.computeIfAbsent(version.name(), name -> new ArrayList<>()).add(version);
        }
        groups.values()
                .forEach(g -> g.sort(Comparator.comparingInt(ModelVersion::number).reversed()));
        return groups;
    }

    /** The versions that are searched for; while a question is being written, none is left out. */
    private List<ModelVersion> wanted() {
        String text = search.getText().strip();
        misread = "";
        if (text.isEmpty()) {
            return desk.versions();
        }
        try {
            return ModelQuery.parse(text).of(desk.versions());
        } catch (QueryException e) {
            misread = String.valueOf(e.getMessage());
            return desk.versions();
        }
    }

    private void add(String name, List<ModelVersion> versions, boolean open) {
        TreeItem group = new TreeItem(tree, SWT.NONE);
        group.setText(new String[] {name, number(versions.get(0)), ""});
        group.setData(versions.get(0).reference());
        for (ModelVersion version : versions) {
            TreeItem item = new TreeItem(group, SWT.NONE);
            List<String> marks = new ArrayList<>();
            version.aliases().forEach(alias -> marks.add("@" + alias));
            marks.addAll(version.tags());
            item.setText(
                    new String[] {
                        "v" + version.number(), number(version), String.join(" ", marks)
                    });
            item.setData(version.reference());
            if (version.trajectory().isPresent()) {
                TreeItem path = new TreeItem(item, SWT.NONE);
                path.setText("checkpoints");
                path.setData(version.reference());
                path.setData(TRAJECTORY, version.trajectory().get());
                new TreeItem(path, SWT.NONE).setText("...");
            }
        }
        group.setExpanded(open);
    }

    private String number(ModelVersion version) {
        return Metrics.text(version.metrics(), metric.name());
    }

    /** Reads the checkpoints of a path when it is opened. */
    private void readPath(Event event) {
        TreeItem path = (TreeItem) event.item;
        boolean unread = path.getItemCount() == 1 && path.getItem(0).getText().equals("...");
        Optional<ModelRegistry> registry = desk.registry();
        if (!unread || registry.isEmpty() || !(path.getData(TRAJECTORY) instanceof String id)) {
            return;
        }
        String shown = metric.name();
        Job.createSystem(
                        "Reading checkpoints",
                        (ICoreRunnable)
                                monitor -> {
                                    List<String[]> rows = checkpoints(registry.get(), id, shown);
                                    desk.later(() -> showPath(path, rows));
                                })
                .schedule();
    }

    private static List<String[]> checkpoints(
            ModelRegistry registry, String trajectory, String shown) {
        List<String[]> rows = new ArrayList<>();
        try {
            for (Checkpoint checkpoint : registry.checkpoints(trajectory)) {
                String number = Metrics.text(checkpoint.metrics(), shown);
                rows.add(new String[] {"step " + checkpoint.step(), number, ""});
            }
        } catch (RegistryException e) {
            rows.add(new String[] {String.valueOf(e.getMessage()), "", ""});
        }
        return rows;
    }

    private static void showPath(TreeItem path, List<String[]> rows) {
        if (!path.isDisposed()) {
            path.setText(rows.size() + " checkpoints");
            path.removeAll();
            for (String[] row : rows) {
                TreeItem item = new TreeItem(path, SWT.NONE);
                item.setText(row);
                item.setData(path.getData());
            }
            path.setExpanded(true); // it closed when it was empty for a moment
        }
    }

    private void choose() {
        if (filling) {
            return;
        }
        List<String> references = new ArrayList<>();
        for (TreeItem item : tree.getSelection()) {
            String reference = String.valueOf(item.getData());
            if (!references.contains(reference)) {
                references.add(reference);
            }
        }
        if (!references.isEmpty()) {
            desk.choose(references);
        }
    }

    private void select() {
        List<String> chosen = desk.models();
        List<TreeItem> items = new ArrayList<>();
        for (TreeItem group : tree.getItems()) {
            boolean selected = List.of(tree.getSelection()).contains(group);
            if (selected && chosen.contains(group.getData())) {
                return; // the person chose the model, not a version
            }
            for (TreeItem item : group.getItems()) {
                if (chosen.contains(item.getData())) {
                    items.add(item);
                }
            }
        }
        if (!List.of(tree.getSelection()).equals(items)) {
            tree.setSelection(items.toArray(new TreeItem[0]));
        }
    }

    private void open() {
        desk.models().stream()
                .findFirst()
                .ifPresent(model -> Homes.open(getSite().getPage(), model));
    }

    @Override
    public void setFocus() {
        tree.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        super.dispose();
    }
}
