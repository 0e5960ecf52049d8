package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The workbench window as the tests see it: from a thread of their own, by what can be read. */
final class Window {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ATTEMPTS = 10;

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

    /** What stands in the trees one step below their first items, as studies do in chapters. */
    static List<String> entries() {
        return all(Tree.class).stream()
                .flatMap(tree -> Arrays.stream(tree.getItems()))
                .flatMap(group -> Arrays.stream(group.getItems()))
                .map(TreeItem::getText)
                .toList();
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

    /** A folder for files that the tests write. */
    static Path folder() {
        return Path.of(System.getProperty("theoria.tests.folder", "target"));
    }

    /**
     * Finds something and does with it what is to be done, both in one turn of the window, as soon
     * as it can be found. Goes on when that has begun, not when it is done: it may open a dialog.
     */
    static <T> void when(String what, Supplier<Optional<T>> finder, Consumer<T> action) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            until(what, 30, () -> finder.get().isPresent());
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            later(
                    () -> {
                        Optional<T> now = finder.get();
                        begun.complete(now.isPresent());
                        now.ifPresent(action);
                    });
            if (begun.orTimeout(30, TimeUnit.SECONDS).join()) {
                return;
            }
        }
        throw new AssertionError(what + " comes and goes");
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
