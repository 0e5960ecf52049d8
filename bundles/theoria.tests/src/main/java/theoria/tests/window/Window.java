package theoria.tests.window;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The workbench window as the tests see it: from a thread of their own, by what can be read. */
final class Window {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Window() {}

    /** Computes something on the thread of the window. */
    static <T> T on(Supplier<T> computation) {
        List<T> result = new ArrayList<>();
        display().syncExec(() -> result.add(computation.get()));
        return result.get(0);
    }

    /** The value, as soon as it is as wanted, or as it is when patience ends. */
    static <T> T await(Supplier<T> value, Predicate<T> wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        T now = on(value);
        while (!wanted.test(now) && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP_NANOS);
            now = on(value);
        }
        return now;
    }

    /** The window. */
    static IWorkbenchWindow workbench() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }

    /** Every text that can be read in the windows that are open. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Shell shell : display().getShells()) {
            collect(shell, texts);
        }
        return texts;
    }

    /** Leaves a picture of the whole screen. */
    static Path screen(String name) throws IOException {
        Path file = picture(name);
        on(
                () -> {
                    Image image = new Image(display(), display().getBounds());
                    GC gc = new GC(display());
                    gc.copyArea(image, 0, 0);
                    gc.dispose();
                    save(image, file);
                    return file;
                });
        return file;
    }

    private static Path picture(String name) throws IOException {
        Path folder = Path.of(System.getProperty("theoria.tests.screenshots", "target"));
        Files.createDirectories(folder);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400)); // what was asked for is painted
        return folder.resolve(name + ".png");
    }

    private static void save(Image image, Path file) {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {image.getImageData()};
        loader.save(file.toString(), SWT.IMAGE_PNG);
        image.dispose();
    }

    /** The dialog in front, or the window. */
    private static Shell screenshotOf() {
        Shell active = display().getActiveShell();
        return active == null ? workbench().getShell() : active;
    }

    /** Leaves a picture of the window in the folder {@code theoria.tests.screenshots}. */
    static Path screenshot(String name) throws IOException {
        Path file = picture(name);
        on(
                () -> {
                    Shell shell = screenshotOf();
                    Image image = new Image(shell.getDisplay(), shell.getClientArea());
                    GC gc = new GC(shell);
                    gc.copyArea(image, 0, 0);
                    gc.dispose();
                    save(image, file);
                    return file;
                });
        return file;
    }

    static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    /** Waits until something is so, at most so many seconds. */
    static void until(String what, int seconds, Supplier<Boolean> so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!on(so)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "after "
                                + seconds
                                + " s still not: "
                                + what
                                + "; there are "
                                + on(Window::texts));
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** All visible controls of a kind in all windows that are open. */
    static <T> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Shell shell : display().getShells()) {
            collect(shell, kind, found);
        }
        return found;
    }

    private static <T> void collect(Control control, Class<T> kind, List<T> found) {
        if (!control.isVisible()) {
            return;
        }
        if (kind.isInstance(control)) {
            found.add(kind.cast(control));
        }
        if (control instanceof Composite composite) {
            Arrays.stream(composite.getChildren()).forEach(child -> collect(child, kind, found));
        }
    }

    /** Presses the button with this label as soon as it can be pressed. */
    static void press(String label) {
        until("a button '" + label + "'", 30, () -> button(label).isPresent());
        later(
                () -> {
                    Button button = button(label).orElseThrow();
                    button.setFocus();
                    button.notifyListeners(SWT.Selection, new Event());
                });
    }

    private static Optional<Button> button(String label) {
        return all(Button.class).stream()
                .filter(b -> b.getText().replace("&", "").strip().equals(label) && b.isEnabled())
                .findFirst();
    }

    /** Presses the button of a tool bar with this label; the last one there is. */
    static void pressTool(String label) {
        until("a tool '" + label + "'", 30, () -> tool(label).isPresent());
        later(() -> tool(label).orElseThrow().notifyListeners(SWT.Selection, new Event()));
    }

    private static Optional<ToolItem> tool(String label) {
        List<ToolItem> found = new ArrayList<>();
        for (ToolBar bar : all(ToolBar.class)) {
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
        until("'" + item + "' in the menu of " + tool, 30, () -> offered(tool, item).isPresent());
        later(
                () -> {
                    MenuItem chosen = offered(tool, item).orElseThrow();
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
        until("'" + item + "' in the menu " + menu, 30, () -> entry(menu, item).isPresent());
        later(() -> entry(menu, item).orElseThrow().notifyListeners(SWT.Selection, new Event()));
    }

    /** The items of a menu are made when it opens. */
    private static Optional<MenuItem> entry(String menu, String item) {
        return find(workbench().getShell().getMenuBar(), menu)
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
        until("a choice '" + label + "'", 30, () -> button(label).isPresent());
        later(
                () -> {
                    Button chosen = button(label).orElseThrow();
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
        until("a field after '" + label + "'", 30, () -> labelled(label).isPresent());
        on(
                () -> {
                    labelled(label).orElseThrow().setText(text);
                    return true;
                });
    }

    private static Optional<Text> labelled(String label) {
        return all(Label.class).stream()
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
        until("an item '" + text + "'", 30, () -> item(text).isPresent());
        later(
                () -> {
                    TreeItem item = item(text).orElseThrow();
                    item.setChecked(true);
                    Event event = new Event();
                    event.item = item;
                    event.detail = SWT.CHECK;
                    item.getParent().notifyListeners(SWT.Selection, event);
                });
    }

    /** Opens an item of a tree, which may have what is in it made. */
    static void expand(String text) {
        until("an item '" + text + "'", 30, () -> item(text).isPresent());
        later(
                () -> {
                    TreeItem item = item(text).orElseThrow();
                    Event event = new Event();
                    event.item = item;
                    item.getParent().notifyListeners(SWT.Expand, event);
                    item.setExpanded(true);
                });
    }

    /** What stands in the trees one step below their first items, as studies do in chapters. */
    static List<String> entries() {
        return all(Tree.class).stream()
                .flatMap(tree -> Arrays.stream(tree.getItems()))
                .flatMap(group -> Arrays.stream(group.getItems()))
                .map(TreeItem::getText)
                .toList();
    }

    /** Selects an item of a tree by its text, wherever it is, as a click would. */
    static void choose(String text) {
        until("an item '" + text + "'", 30, () -> item(text).isPresent());
        later(
                () -> {
                    TreeItem item = item(text).orElseThrow();
                    Tree tree = item.getParent();
                    tree.setFocus();
                    tree.setSelection(item);
                    Event event = new Event();
                    event.item = item;
                    tree.notifyListeners(SWT.Selection, event);
                });
    }

    private static Optional<TreeItem> item(String text) {
        for (Tree tree : all(Tree.class)) {
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
        until("a field " + parameter, 30, () -> field(parameter).isPresent());
        on(
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
        return all(Control.class).stream()
                .filter(c -> parameter.equals(c.getData("theoria.parameter")))
                .findFirst();
    }

    /** Brings the tab with this label to the front, as a click would. */
    static void tab(String label) {
        until("a tab '" + label + "'", 30, () -> tabItem(label).isPresent());
        later(
                () -> {
                    CTabItem item = tabItem(label).orElseThrow();
                    item.getParent().setSelection(item);
                    Event event = new Event();
                    event.item = item;
                    item.getParent().notifyListeners(SWT.Selection, event);
                });
    }

    private static Optional<CTabItem> tabItem(String label) {
        for (CTabFolder folder : all(CTabFolder.class)) {
            for (CTabItem item : folder.getItems()) {
                if (item.getText().equals(label)) {
                    return Optional.of(item);
                }
            }
        }
        return Optional.empty();
    }

    /** The table with this heading in its first column. */
    static Optional<Table> table(String heading) {
        return all(Table.class).stream()
                .filter(t -> t.getColumnCount() > 0 && t.getColumn(0).getText().equals(heading))
                .findFirst();
    }

    /** The rows of the list of results; empty if it is not in front. */
    static List<TableItem> runs() {
        return all(Table.class).stream()
                .filter(t -> t.getColumnCount() == 4 && t.getColumn(0).getText().equals("Result"))
                .findFirst()
                .map(t -> List.of(t.getItems()))
                .orElse(List.of());
    }

    /** Selects rows of the list of results. */
    static void chooseRuns(Predicate<TableItem> wanted) {
        on(
                () -> {
                    Table table = runs().get(0).getParent();
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
        later(
                () -> {
                    ICommandService commands = workbench().getService(ICommandService.class);
                    IHandlerService handlers = workbench().getService(IHandlerService.class);
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

    /** A folder for files that the tests write. */
    static Path folder() {
        return Path.of(System.getProperty("theoria.tests.folder", "target"));
    }

    /** Does something that opens a file dialog of the desktop, and answers it with a path. */
    static void answering(Path file, Runnable opening) {
        DesktopDialog dialog = new DesktopDialog(display(), file);
        on(
                () -> {
                    dialog.answer();
                    return true;
                });
        opening.run();
        until("the file dialog is answered", 60, dialog::answered);
    }

    /** Shows a view, as the menu does. */
    static void view(String id) {
        on(
                () -> {
                    try {
                        return workbench().getActivePage().showView(id);
                    } catch (PartInitException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Chooses a perspective. */
    static void perspective(String id) {
        on(
                () -> {
                    try {
                        return PlatformUI.getWorkbench().showPerspective(id, workbench());
                    } catch (WorkbenchException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Executes a command, as its key or menu item does; does not wait for dialogs. */
    static void command(String id) {
        later(
                () -> {
                    IHandlerService handlers = workbench().getService(IHandlerService.class);
                    try {
                        handlers.executeCommand(id, null);
                    } catch (CommandException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Does something on the thread of the window without waiting: it may open a dialog. */
    static void later(Runnable task) {
        display().asyncExec(task);
        display().wake();
    }

    private static void collect(TreeItem[] items, List<String> texts) {
        for (TreeItem item : items) {
            texts.add(item.getText());
            collect(item.getItems(), texts);
        }
    }

    private static void collect(Control control, List<String> texts) {
        if (!control.isVisible()) {
            return;
        }
        if (control instanceof Label label) {
            texts.add(label.getText());
        } else if (control instanceof Text text) {
            texts.add(text.getText());
        } else if (control instanceof StyledText text) {
            texts.add(text.getText());
        } else if (control instanceof Link link) {
            texts.add(link.getText().replaceAll("</?a>", ""));
        } else if (control instanceof Button button) {
            texts.add(button.getText());
        } else if (control instanceof Table table) {
            for (TableItem item : table.getItems()) {
                texts.add(item.getText());
            }
        } else if (control instanceof Tree tree) {
            collect(tree.getItems(), texts);
        }
        if (control instanceof Group group) {
            texts.add(group.getText());
        }
        if (control instanceof Composite composite) {
            Arrays.stream(composite.getChildren()).forEach(child -> collect(child, texts));
        }
    }
}
