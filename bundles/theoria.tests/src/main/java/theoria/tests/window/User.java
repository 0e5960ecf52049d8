package theoria.tests.window;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who sits before the {@link Window}: finds by what can be read, and does what a person does. */
final class User {
    private User() {}

    /** Presses the button with this label as soon as it can be pressed. */
    static void press(String label) {
        Window.when(
                "a button '" + label + "'",
                () -> button(label),
                button -> {
                    button.setFocus();
                    button.notifyListeners(SWT.Selection, new Event());
                });
    }

    private static Optional<Button> button(String label) {
        return Window.all(Button.class).stream()
                .filter(b -> b.getText().replace("&", "").strip().equals(label) && b.isEnabled())
                .findFirst();
    }

    /** Presses the button of a tool bar with this label; the last one there is. */
    static void pressTool(String label) {
        Window.when(
                "a tool '" + label + "'",
                () -> tool(label),
                found -> found.notifyListeners(SWT.Selection, new Event()));
    }

    private static Optional<ToolItem> tool(String label) {
        List<ToolItem> found = new ArrayList<>();
        for (ToolBar bar : Window.all(ToolBar.class)) {
            for (ToolItem item : bar.getItems()) {
                boolean named = label.equals(item.getData("theoria.label"));
                if (item.isEnabled() && (named || label.equals(item.getText()))) {
                    found.add(item);
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Chooses from the menu that a tool opens, by the beginning of the item. */
    static void chooseFrom(String tool, String item) {
        pressTool(tool);
        Window.when(
                "'" + item + "' in the menu of " + tool,
                () -> offered(tool, item),
                chosen -> {
                    Event event = new Event();
                    event.widget = chosen;
                    chosen.notifyListeners(SWT.Selection, event);
                });
    }

    private static Optional<MenuItem> offered(String label, String start) {
        Object menu = tool(label).map(t -> t.getData("theoria.menu")).orElse(null);
        if (!(menu instanceof Menu open) || open.isDisposed()) {
            return Optional.empty();
        }
        return Arrays.stream(open.getItems())
                .filter(i -> i.getText().startsWith(start))
                .findFirst();
    }

    /** Chooses from the menu bar: the menu, then what stands in it; it may open a dialog. */
    static void menu(String menu, String item) {
        Window.when(
                "'" + item + "' in the menu " + menu,
                () -> entry(menu, item),
                found -> found.notifyListeners(SWT.Selection, new Event()));
    }

    /** The items of a menu are made when it opens. */
    private static Optional<MenuItem> entry(String menu, String item) {
        return find(Window.workbench().getShell().getMenuBar(), menu)
                .map(MenuItem::getMenu)
                .flatMap(
                        open -> {
                            open.notifyListeners(SWT.Show, new Event());
                            open.notifyListeners(SWT.Hide, new Event());
                            return find(open, item);
                        });
    }

    private static Optional<MenuItem> find(Menu menu, String label) {
        return Arrays.stream(menu.getItems())
                .filter(i -> i.getText().replace("&", "").replaceAll("\t.*", "").equals(label))
                .findFirst();
    }

    /** Chooses one of several buttons of which one is chosen, as a click would. */
    static void radio(String label) {
        Window.when(
                "a choice '" + label + "'",
                () -> button(label),
                chosen -> {
                    for (Control other : chosen.getParent().getChildren()) {
                        if (other instanceof Button one && (one.getStyle() & SWT.RADIO) != 0) {
                            one.setSelection(one == chosen);
                        }
                    }
                    chosen.notifyListeners(SWT.Selection, new Event());
                });
    }

    /** Writes into the field that stands after this label. */
    static void write(String label, String text) {
        Window.until("a field after '" + label + "'", 30, () -> labelled(label).isPresent());
        Window.on(
                () -> {
                    labelled(label).orElseThrow().setText(text);
                    return true;
                });
    }

    private static Optional<Text> labelled(String label) {
        return Window.all(Label.class).stream()
                .filter(l -> l.getText().replace("&", "").equals(label))
                .flatMap(
                        l ->
                                Arrays.stream(l.getParent().getChildren())
                                        .dropWhile(child -> child != l)
                                        .filter(Text.class::isInstance)
                                        .map(Text.class::cast)
                                        .limit(1))
                .findFirst();
    }

    /** Ticks the box of an item of a tree, once it is there. */
    static void tick(String text) {
        Window.when(
                "an item '" + text + "'",
                () -> item(text),
                item -> {
                    item.setChecked(true);
                    Event event = new Event();
                    event.item = item;
                    event.detail = SWT.CHECK;
                    item.getParent().notifyListeners(SWT.Selection, event);
                });
    }

    /** Opens an item of a tree, which may have what is in it made. */
    static void expand(String text) {
        Window.when(
                "an item '" + text + "'",
                () -> item(text),
                item -> {
                    Event event = new Event();
                    event.item = item;
                    item.getParent().notifyListeners(SWT.Expand, event);
                    item.setExpanded(true);
                });
    }

    /** Selects an item of a tree by its text, wherever it is, as a click would. */
    static void choose(String text) {
        Window.when(
                "an item '" + text + "'",
                () -> item(text),
                item -> {
                    Tree tree = item.getParent();
                    tree.setFocus();
                    tree.setSelection(item);
                    Event event = new Event();
                    event.item = item;
                    tree.notifyListeners(SWT.Selection, event);
                });
    }

    private static Optional<TreeItem> item(String text) {
        for (Tree tree : Window.all(Tree.class)) {
            Optional<TreeItem> found = item(tree.getItems(), text);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<TreeItem> item(TreeItem[] items, String text) {
        for (TreeItem item : items) {
            if (item.getText().equals(text)) {
                return Optional.of(item);
            }
            Optional<TreeItem> inside = item(item.getItems(), text);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    /** The field of a parameter in the form. */
    static void set(String parameter, String value) {
        Window.until("a field " + parameter, 30, () -> field(parameter).isPresent());
        Window.on(
                () -> {
                    Control field = field(parameter).orElseThrow();
                    if (field instanceof Text text) {
                        text.setText(value);
                    } else if (field instanceof Combo combo) {
                        combo.setText(value);
                    } else if (field instanceof Button box) {
                        box.setSelection(Boolean.parseBoolean(value));
                        box.notifyListeners(SWT.Selection, new Event());
                    }
                    return true;
                });
    }

    private static Optional<Control> field(String parameter) {
        return Window.all(Control.class).stream()
                .filter(c -> parameter.equals(c.getData("theoria.parameter")))
                .findFirst();
    }

    /** Brings the tab with this label to the front, as a click would. */
    static void tab(String label) {
        Window.when(
                "a tab '" + label + "'",
                () -> tabItem(label),
                item -> {
                    item.getParent().setSelection(item);
                    Event event = new Event();
                    event.item = item;
                    item.getParent().notifyListeners(SWT.Selection, event);
                });
    }

    private static Optional<CTabItem> tabItem(String label) {
        for (CTabFolder folder : Window.all(CTabFolder.class)) {
            for (CTabItem item : folder.getItems()) {
                if (item.getText().equals(label)) {
                    return Optional.of(item);
                }
            }
        }
        return Optional.empty();
    }

    /** Selects rows of the list of results. */
    static void chooseRuns(Predicate<TableItem> wanted) {
        Window.on(
                () -> {
                    Table table = Window.runs().get(0).getParent();
                    table.deselectAll();
                    for (int row = 0; row < table.getItemCount(); row++) {
                        if (wanted.test(table.getItem(row))) {
                            table.select(row);
                        }
                    }
                    table.notifyListeners(SWT.Selection, new Event());
                    return true;
                });
    }

    /** Makes the window light or dark, as the menu does. */
    static void theme(String name) {
        Window.later(
                () -> {
                    ICommandService commands = Window.workbench().getService(ICommandService.class);
                    IHandlerService handlers = Window.workbench().getService(IHandlerService.class);
                    Command command = commands.getCommand("theoria.ui.theme");
                    Map<String, String> values = Map.of("theoria.ui.theme.name", name);
                    try {
                        handlers.executeCommand(
                                ParameterizedCommand.generateCommand(command, values), null);
                    } catch (CommandException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Does something that opens a file dialog of the desktop, and answers it with a path. */
    static void answering(Path file, Runnable opening) {
        DesktopDialog dialog = new DesktopDialog(Window.display(), file);
        Window.on(
                () -> {
                    dialog.answer();
                    return true;
                });
        opening.run();
        Window.until("the file dialog is answered", 60, dialog::answered);
    }

    /** Shows a view, as the menu does. */
    static void view(String id) {
        Window.on(
                () -> {
                    try {
                        return Window.workbench().getActivePage().showView(id);
                    } catch (PartInitException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Chooses a perspective. */
    static void perspective(String id) {
        Window.on(
                () -> {
                    try {
                        return PlatformUI.getWorkbench().showPerspective(id, Window.workbench());
                    } catch (WorkbenchException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Executes a command, as its key or menu item does; does not wait for dialogs. */
    static void command(String id) {
        Window.later(
                () -> {
                    IHandlerService handlers = Window.workbench().getService(IHandlerService.class);
                    try {
                        handlers.executeCommand(id, null);
                    } catch (CommandException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
