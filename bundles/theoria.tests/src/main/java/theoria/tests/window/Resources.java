package theoria.tests.window;

import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the window holds of the desktop: images, fonts, cursors, GCs, regions and the like by the
 * place that made them, and the number of its controls. It needs a display that keeps track, which
 * the options of the start ask for.
 *
 * @param made number of resources by kind and place
 * @param controls number of controls in all shells, whether they can be seen or not
 * @param heapMegabytes what is used of the heap after garbage was collected
 */
record Resources(Map<String, Integer> made, int controls, long heapMegabytes) {
    private static final long MEGABYTE = 1 << 20;
    private static final int FRAMES = 4;

    /** What is held now. */
    static Resources now() {
        long heap = Settle.heapAfterCollection() / MEGABYTE;
        return Window.on(
                () -> {
                    Display display = Window.display();
                    return new Resources(made(display.getDeviceData()), controls(display), heap);
                });
    }

    private static Map<String, Integer> made(DeviceData data) {
        if (!data.tracking) {
            throw new IllegalStateException("the display does not keep track of its resources");
        }
        Map<String, Integer> made = new TreeMap<>();
        for (int i = 0; i < data.objects.length; i++) {
            if (!isSystemCursor(data.errors[i])) {
                String kind = data.objects[i].getClass().getSimpleName();
                made.merge(kind + " made by " + place(data.errors[i]), 1, Integer::sum);
            }
        }
        return made;
    }

    /**
     * Whether the toolkit made a cursor of its own: it makes them anew at each change of the
     * desktop's settings and keeps the old ones (Display.saveResources).
     */
    private static boolean isSystemCursor(Throwable where) {
        return Arrays.stream(where.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("getSystemCursor"));
    }

    /** The first callers outside of the toolkit. */
    private static String place(Throwable where) {
        List<String> callers = new ArrayList<>();
        for (StackTraceElement element : where.getStackTrace()) {
            if (!element.getClassName().startsWith("org.eclipse.swt.") && callers.size() < FRAMES) {
                String name = element.getClassName();
                callers.add(
                        name.substring(name.lastIndexOf('.') + 1)
                                + "."
                                + element.getMethodName()
                                + ":"
                                + element.getLineNumber());
            }
        }
        return String.join(" < ", callers);
    }

    private static int controls(Display display) {
        int controls = 0;
        for (var shell : display.getShells()) {
            controls += controls(shell);
        }
        return controls;
    }

    private static int controls(Control control) {
        int controls = 1;
        if (control instanceof org.eclipse.swt.widgets.Composite composite) {
            for (Control child : composite.getChildren()) {
                controls += controls(child);
            }
        }
        return controls;
    }

    /** Number of resources. */
    int count() {
        return made.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** By which places more is held than before, by more than so many each. */
    List<String> grown(Resources before, int slack) {
        List<String> grown = new ArrayList<>();
        made.forEach(
                (place, count) -> {
                    int more = count - before.made().getOrDefault(place, 0);
                    if (more > slack) {
                        grown.add(more + " more " + place);
                    }
                });
        return grown;
    }

    @Override
    public String toString() {
        return count() + " resources, " + controls + " controls, " + heapMegabytes + " MB";
    }
}
