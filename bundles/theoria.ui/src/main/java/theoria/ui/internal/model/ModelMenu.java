package theoria.ui.internal.model;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.IInputValidator;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartSite;

import theoria.core.model.load.ModelWriter;
import theoria.core.model.registry.LineageTree;
import theoria.core.model.registry.ModelVersion;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.result.Graph;
import theoria.runtime.catalogue.StudyEntry;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Homes;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.study.StudyForms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be done with the chosen versions: the menu of the list of models. */
final class ModelMenu {
    private static final int MOST_COMPARED = 4;

    private final Tree tree;
    private final IWorkbenchPartSite site;
    private final Desk desk = Desk.get();
    private final ModelChanges changes;
    private final ShownMetric metric;

    ModelMenu(Tree tree, IWorkbenchPartSite site, ModelChanges changes, ShownMetric metric) {
        this.tree = tree;
        this.site = site;
        this.changes = changes;
        this.metric = metric;
    }

    void attach() {
        MenuManager manager = new MenuManager();
        manager.setRemoveAllWhenShown(true);
        manager.addMenuListener(this::fill);
        tree.setMenu(manager.createContextMenu(tree));
        tree.addKeyListener(
                KeyListener.keyPressedAdapter(
                        event -> {
                            if (event.keyCode == SWT.DEL) {
                                changes.remove(chosen());
                            } else if (event.keyCode == SWT.F2) {
                                first().ifPresent(this::rename);
                            } else if (event.stateMask == SWT.MOD1 && event.keyCode == 'z') {
                                changes.undo();
                            }
                        }));
    }

    private List<ModelVersion> chosen() {
        return desk.models().stream().map(desk::version).flatMap(Optional::stream).toList();
    }

    private Optional<ModelVersion> first() {
        return chosen().stream().findFirst();
    }

    private void fill(IMenuManager menu) {
        first().ifPresent(version -> fill(menu, version));
        MenuManager metrics = metrics();
        if (!metrics.isEmpty()) {
            menu.add(new Separator());
            menu.add(metrics);
        }
        if (changes.canUndo()) {
            menu.add(new Separator());
            add(menu, changes.undoLabel() + "\tCtrl+Z", changes::undo);
        }
    }

    private void fill(IMenuManager menu, ModelVersion one) {
        add(menu, "Open " + one.reference(), () -> Homes.open(site.getPage(), one.reference()));
        add(menu, "Lineage of " + one.reference(), () -> lineage(one));
        List<ModelVersion> several = chosen();
        if (several.size() > 1) {
            menu.add(comparisons(several));
            menu.add(studies(several.size()));
        }
        menu.add(new Separator());
        add(menu, "Rename...\tF2", () -> rename(one));
        ask(menu, "Tag...", "A word to find " + one.reference() + " by", "", changes.tag(one));
        for (String tag : one.tags()) {
            add(menu, "Remove the tag " + tag, () -> changes.untag(one, tag));
        }
        ask(
                menu,
                "Alias...",
                one.name() + "@... will mean " + one.reference(),
                "",
                changes.alias(one));
        for (String alias : one.aliases()) {
            add(menu, "Remove the alias " + alias, () -> changes.unalias(one, alias));
        }
        ask(menu, "Note...", "What there is to know of it", one.note(), changes.note(one));
        menu.add(new Separator());
        menu.add(exports(one));
        List<ModelVersion> all = new ArrayList<>(chosen());
        add(
                menu,
                (all.size() == 1
                                ? "Delete " + one.reference()
                                : "Delete " + all.size() + " versions")
                        + "\tDel",
                () -> changes.remove(all));
    }

    /** Opens the graph of what a version comes from and what came from it. */
    private void lineage(ModelVersion one) {
        IWorkbenchPage page = site.getPage(); // the view may be closed while the registry is read
        desk.registry()
                .ifPresent(
                        registry ->
                                new RegistryJob<>(
                                                "Reading the lineage of " + one.reference(),
                                                registry,
                                                open ->
                                                        LineageGraph.of(
                                                                LineageTree.of(
                                                                        one,
                                                                        open.versions(),
                                                                        open.removed())),
                                                lineage -> show(page, lineage),
                                                changes::refuse)
                                        .schedule());
    }

    private static void show(IWorkbenchPage page, Graph lineage) {
        Results.open(page, RunEntry.made(lineage.title(), lineage));
    }

    /** The studies that take all these models at once. */
    private MenuManager studies(int several) {
        MenuManager studies = new MenuManager("Study the " + several + " models together");
        for (StudyEntry entry : desk.catalogue().studies()) {
            StudyDescriptor study = entry.study().descriptor();
            if (study.models().largest() >= several && study.models().least() <= several) {
                add(studies, study.title() + "...", () -> study(entry.id()));
            }
        }
        return studies;
    }

    private void study(String id) {
        desk.chooseStudy(id);
        StudyForms.reveal(site.getPage());
    }

    /** The studies whose results of all these models can be laid side by side. */
    private MenuManager comparisons(List<ModelVersion> several) {
        MenuManager comparisons = new MenuManager("Compare " + several.size() + " models by");
        List<String> references = several.stream().map(ModelVersion::reference).toList();
        Map<String, List<RunEntry>> shared =
                several.size() > MOST_COMPARED
                        ? Map.of()
                        : SharedStudies.of(references, RunBoard.get().entries());
        shared.forEach(
                (title, runs) ->
                        add(comparisons, title, () -> Results.compare(site.getPage(), runs)));
        if (shared.isEmpty()) {
            Action none =
                    new Action(
                            several.size() > MOST_COMPARED
                                    ? "At most " + MOST_COMPARED + " can be compared"
                                    : "No study was run on each of them") {};
            none.setEnabled(false);
            comparisons.add(none);
        }
        return comparisons;
    }

    private MenuManager exports(ModelVersion one) {
        MenuManager exports = new MenuManager("Export as");
        for (ModelWriter writer : desk.catalogue().modelWriters()) {
            add(exports, writer.format() + "...", () -> changes.export(one, writer));
        }
        return exports;
    }

    /** The choice of the number in the list. */
    private MenuManager metrics() {
        MenuManager metrics = new MenuManager("Metric shown");
        for (String name : Metrics.occurring(desk.versions())) {
            Action choice =
                    new Action(Metrics.words(name), IAction.AS_RADIO_BUTTON) {
                        @Override
                        public void run() {
                            if (isChecked()) {
                                metric.choose(name);
                            }
                        }
                    };
            choice.setChecked(name.equals(metric.name()));
            metrics.add(choice);
        }
        return metrics;
    }

    private void rename(ModelVersion one) {
        ask("Rename", "New name of " + one.name() + ", of all its versions", one.name(), false)
                .ifPresent(name -> changes.rename(one, name));
    }

    private void ask(
            IMenuManager menu, String label, String question, String usual, Consumer<String> then) {
        String title = label.replace("...", "");
        boolean maybeEmpty = title.equals("Note");
        add(menu, label, () -> ask(title, question, usual, maybeEmpty).ifPresent(then));
    }

    private Optional<String> ask(String title, String question, String usual, boolean maybeEmpty) {
        IInputValidator validator =
                text -> text.isBlank() && !maybeEmpty ? "A word is expected." : null;
        InputDialog dialog = new InputDialog(site.getShell(), title, question, usual, validator);
        return dialog.open() == Window.OK
                ? Optional.of(dialog.getValue().strip())
                : Optional.empty();
    }

    private static void add(IMenuManager menu, String label, Runnable action) {
        menu.add(
                new Action(label) {
                    @Override
                    public void run() {
                        action.run();
                    }
                });
    }
}
