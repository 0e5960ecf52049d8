package theoria.ui.internal.model;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IWorkbenchPartSite;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Homes;

import java.util.Optional;

/** What can be done with a version: the menu of the list of models. */
final class ModelMenu {
    private final Tree tree;
    private final IWorkbenchPartSite site;
    private final Desk desk = Desk.get();

    ModelMenu(Tree tree, IWorkbenchPartSite site) {
        this.tree = tree;
        this.site = site;
    }

    void attach() {
        MenuManager manager = new MenuManager();
        manager.setRemoveAllWhenShown(true);
        manager.addMenuListener(this::fill);
        tree.setMenu(manager.createContextMenu(tree));
    }

    private void fill(IMenuManager menu) {
        Optional<ModelVersion> version = desk.models().stream().findFirst().flatMap(desk::version);
        if (version.isEmpty()) {
            return;
        }
        ModelVersion one = version.get();
        add(menu, "Open " + one.reference(), () -> Homes.open(site.getPage(), one.reference()));
        add(
                menu,
                "Tag...",
                () ->
                        ask("Tag", "A word to find " + one.reference() + " by", "")
                                .ifPresent(tag -> change(r -> r.addTag(one, tag))));
        add(
                menu,
                "Alias...",
                () ->
                        ask("Alias", one.name() + "@... will mean " + one.reference(), "")
                                .ifPresent(alias -> change(r -> r.setAlias(one, alias))));
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

    private Optional<String> ask(String title, String question, String usual) {
        Shell shell = site.getShell();
        InputDialog dialog =
                new InputDialog(
                        shell,
                        title,
                        question,
                        usual,
                        text -> text.isBlank() ? "A word is expected." : null);
        return dialog.open() == Window.OK
                ? Optional.of(dialog.getValue().strip())
                : Optional.empty();
    }

    /** A change of the registry. */
    private interface Change {
        void on(ModelRegistry registry) throws RegistryException;
    }

    private void change(Change change) {
        Optional<ModelRegistry> registry = desk.registry();
        if (registry.isPresent()) {
            try {
                change.on(registry.get());
                desk.refresh();
            } catch (RegistryException | IllegalArgumentException e) {
                MessageDialog.openInformation(
                        site.getShell(), "Models", String.valueOf(e.getMessage()));
            }
        }
    }
}
