package theoria.app.internal;

import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows that the program has been started, until its window is there. The splash of Equinox needs a
 * native launcher, which the product does without.
 */
final class Splash implements AutoCloseable {
    private static final String NAME = "Theoria";
    private static final String WORDS = "A workbench for the mathematics of deep learning";

    private static final int ICON = 128;
    private static final int MARGIN = 32;
    private static final int GAP = 8;
    private static final int LEFT_OF_WORDS = 2 * MARGIN + ICON;

    /** How much taller the name is than the other words, in points. */
    private static final int TALLER = 16;

    /** A desktop that has not shown the splash by then is not waited for. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Shell shell;
    private final boolean dark;
    private final Image icon;
    private final Font large;
    private boolean painted;

    private Splash(Display display, boolean dark) {
        this.dark = dark;
        icon = new Image(display, Splash::icon);
        large = larger(display);
        shell = new Shell(display, SWT.NO_TRIM | SWT.DOUBLE_BUFFERED);
        shell.setText(NAME);
        shell.setBackground(ground());
        Rectangle screen = display.getPrimaryMonitor().getClientArea();
        int width = LEFT_OF_WORDS + widthOfWords() + MARGIN;
        int height = ICON + 2 * MARGIN;
        shell.setBounds(
                screen.x + (screen.width - width) / 2,
                screen.y + (screen.height - height) / 2,
                width,
                height);
        shell.addPaintListener(event -> paint(event.gc));
        shell.addDisposeListener(
                event -> {
                    icon.dispose();
                    large.dispose();
                });
    }

    /** Shows it before anything else; the start goes on as soon as it is painted. */
    static Splash show(Display display, boolean dark) {
        Splash splash = new Splash(display, dark);
        splash.shell.setVisible(true);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!splash.painted && System.nanoTime() < end) {
            if (!display.readAndDispatch()) {
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        display.update();
        return splash;
    }

    private static @Nullable ImageData icon(int zoom) {
        // the desktop scales these two to any zoom between
        if (zoom != 100 && zoom != 200) {
            return null;
        }
        String file = "/icons/theoria" + ICON * zoom / 100 + ".png";
        try (InputStream stream = Splash.class.getResourceAsStream(file)) {
            return stream == null ? null : new ImageData(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Font larger(Display display) {
        FontData[] data = display.getSystemFont().getFontData();
        for (FontData font : data) {
            font.setHeight(font.getHeight() + TALLER);
            font.setStyle(SWT.BOLD);
        }
        return new Font(display, data);
    }

    private int widthOfWords() {
        GC gc = new GC(shell);
        try {
            return gc.textExtent(WORDS).x;
        } finally {
            gc.dispose();
        }
    }

    private Color ground() {
        return dark ? new Color(47, 47, 47) : new Color(255, 255, 255);
    }

    private void paint(GC gc) {
        painted = true;
        Rectangle area = shell.getClientArea();
        Color words = dark ? new Color(238, 238, 238) : new Color(32, 32, 32);
        Color quiet = dark ? new Color(170, 170, 170) : new Color(110, 110, 110);
        gc.setBackground(ground());
        gc.fillRectangle(area);
        gc.setForeground(quiet);
        gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
        gc.drawImage(icon, MARGIN, MARGIN);
        gc.setForeground(words);
        gc.setFont(large);
        int top = MARGIN + GAP;
        gc.drawText(NAME, LEFT_OF_WORDS, top, true);
        top += gc.getFontMetrics().getHeight() + GAP;
        gc.setFont(shell.getFont());
        gc.drawText(WORDS, LEFT_OF_WORDS, top, true);
        top += gc.getFontMetrics().getHeight() + GAP;
        gc.setForeground(quiet);
        gc.drawText(version(), LEFT_OF_WORDS, top, true);
    }

    private static String version() {
        var version = Platform.getBundle("theoria.app").getVersion();
        return "Version %d.%d.%d"
                .formatted(version.getMajor(), version.getMinor(), version.getMicro());
    }

    /** Takes it away, if it is there still. */
    @Override
    public void close() {
        if (!shell.isDisposed()) {
            shell.dispose();
        }
    }
}
