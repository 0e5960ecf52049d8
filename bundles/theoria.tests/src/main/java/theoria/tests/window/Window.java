package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Every text that can be read below the window's shell. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>();
        collect(workbench().getShell(), texts);
        return texts;
    }

    /** Leaves a picture of the window in the folder {@code theoria.tests.screenshots}. */
    static Path screenshot(String name) throws IOException {
        Path folder = Path.of(System.getProperty("theoria.tests.screenshots", "target"));
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".png");
        on(
                () -> {
                    Shell shell = workbench().getShell();
                    Image image = new Image(shell.getDisplay(), shell.getClientArea());
                    GC gc = new GC(shell);
                    gc.copyArea(image, 0, 0);
                    gc.dispose();
                    ImageLoader loader = new ImageLoader();
                    loader.data = new ImageData[] {image.getImageData()};
                    loader.save(file.toString(), SWT.IMAGE_PNG);
                    image.dispose();
                    return file;
                });
        return file;
    }

    private static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
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
        } else if (control instanceof Table table) {
            for (TableItem item : table.getItems()) {
                texts.add(item.getText());
            }
        }
        if (control instanceof Group group) {
            texts.add(group.getText());
        }
        if (control instanceof Composite composite) {
            Arrays.stream(composite.getChildren()).forEach(child -> collect(child, texts));
        }
    }
}
