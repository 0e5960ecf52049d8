package theoria.ui.diagram.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.awt.SWT_AWT;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.draw.PictureStyle;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.function.Consumer;

import javax.swing.UIManager;

/**
 * An AWT frame inside an SWT composite that holds a diagram. What is done to the diagram is done on
 * the AWT event thread, later: neither thread ever waits for the other.
 */
final class Embedding {
    private final Composite host;
    private @Nullable DiagramPane pane;

    Embedding(Composite parent, PictureStyle style, DiagramEvents events) {
        host = new Composite(parent, SWT.EMBEDDED | SWT.NO_BACKGROUND);
        Frame frame = SWT_AWT.new_Frame(host);
        frame.setBackground(style.canvas());
        host.addDisposeListener(event -> EventQueue.invokeLater(() -> close(frame)));
        EventQueue.invokeLater(
                () -> {
                    // else there are no tool tips while an SWT control has the keyboard
                    UIManager.put("ToolTipManager.enableToolTipMode", "allWindows");
                    DiagramPane made = new DiagramPane(style, events);
                    pane = made;
                    frame.setLayout(new BorderLayout());
                    frame.add(made.root());
                    frame.validate();
                });
    }

    /** The frame goes with its host; nothing else shall keep the diagram. */
    private void close(Frame frame) {
        pane = null;
        frame.removeAll();
        frame.dispose();
    }

    /** Whether AWT can be embedded here. */
    static boolean possible() {
        return !GraphicsEnvironment.isHeadless() && possible(SWT.getPlatform(), System.getenv());
    }

    /**
     * Whether AWT can be embedded: by GTK 3 only on X11, which a session of Wayland offers to
     * programs started with {@code GDK_BACKEND=x11}; SWT says nothing and shows an empty area
     * elsewhere.
     */
    static boolean possible(String platform, Map<String, String> environment) {
        if (!platform.equals("gtk")) {
            return true;
        }
        if (environment.getOrDefault("SWT_GTK4", "0").equals("1")) {
            return false;
        }
        String backend = environment.getOrDefault("GDK_BACKEND", "");
        boolean wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return !environment.getOrDefault("DISPLAY", "").isEmpty()
                && (backend.equals("x11") || !wayland && !backend.startsWith("wayland"));
    }

    Composite host() {
        return host;
    }

    /** Does something to the diagram, as soon as it is there. */
    void with(Consumer<DiagramPane> task) {
        EventQueue.invokeLater(
                () -> {
                    DiagramPane there = pane;
                    if (there != null) {
                        task.accept(there);
                    }
                });
    }
}
