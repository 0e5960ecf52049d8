package theoria.ui.internal.home;

import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

import theoria.ui.internal.desk.Kept;
import theoria.ui.internal.desk.Listeners;

import java.util.Map;
import java.util.function.Consumer;

/** The brightness of the window: light, dark, or as the desktop is. */
public final class Themes {
    /** As the desktop is. */
    public static final String DESKTOP = "desktop";

    /** Dark on light. */
    public static final String LIGHT = "light";

    /** Light on dark. */
    public static final String DARK = "dark";

    private static final String LIGHT_THEME = "org.eclipse.e4.ui.css.theme.e4_default";
    private static final String DARK_THEME = "org.eclipse.e4.ui.css.theme.e4_dark";
    private static final String CHOICE = "choice";
    private static final Listeners<Boolean> CHANGES = new Listeners<>();

    private Themes() {}

    /** Applies what was chosen before, for the start of the window. */
    public static void apply() {
        set();
    }

    /** Whether what is chosen is dark. */
    public static boolean dark() {
        String name = chosen();
        return name.equals(DARK) || name.equals(DESKTOP) && Display.isSystemDarkTheme();
    }

    /** What is chosen: {@link #LIGHT}, {@link #DARK} or {@link #DESKTOP}. */
    public static String chosen() {
        return kept().text(CHOICE, DESKTOP);
    }

    private static Kept kept() {
        return new Kept("theme");
    }

    /** Chooses {@link #LIGHT}, {@link #DARK} or {@link #DESKTOP}, and remembers it. */
    public static void choose(String name) {
        kept().keep(CHOICE, name);
        set();
    }

    /**
     * Hears whether the window became dark until what is returned is run: at once if the page can
     * be seen, else when it comes to the front.
     */
    public static Runnable follow(Control page, Consumer<Boolean> listener) {
        WhenSeen seen = new WhenSeen(page, () -> listener.accept(dark()));
        return CHANGES.add(dark -> seen.ask());
    }

    private static void set() {
        boolean dark = dark();
        IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
        if (engine == null) {
            return;
        }
        Display display = Display.getCurrent();
        if (SWT.getPlatform().equals("gtk") && isGroundDark(display) != dark) {
            // styles name colours of the desktop, which are old until GTK has changed its own
            Listener changed = e -> display.asyncExec(() -> put(engine));
            display.addListener(SWT.Settings, new Once(display, changed));
            PlatformUI.getWorkbench()
                    .getService(IEventBroker.class)
                    .send(
                            IThemeEngine.Events.THEME_CHANGED,
                            Map.of(
                                    IThemeEngine.Events.THEME,
                                    theme(engine, dark),
                                    IThemeEngine.Events.DEVICE,
                                    display));
        } else {
            put(engine);
        }
    }

    /** Hears the next change of the desktop's settings and no other. */
    private record Once(Display display, Listener then) implements Listener {
        @Override
        public void handleEvent(Event event) {
            display.removeListener(SWT.Settings, this);
            then.handleEvent(event);
        }
    }

    private static ITheme theme(IThemeEngine engine, boolean dark) {
        String id = dark ? DARK_THEME : LIGHT_THEME;
        return engine.getThemes().stream()
                .filter(theme -> theme.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no theme " + id));
    }

    private static boolean isGroundDark(Display display) {
        Color ground = display.getSystemColor(SWT.COLOR_WIDGET_BACKGROUND);
        return ground.getRed() + ground.getGreen() + ground.getBlue() < 3 * 128;
    }

    /** Puts on what is chosen now, which may have changed again while the desktop was told. */
    private static void put(IThemeEngine engine) {
        boolean dark = dark();
        for (Shell shell : Display.getCurrent().getShells()) {
            forget(shell);
        }
        engine.setTheme(theme(engine, dark), true);
        CHANGES.tell(dark);
    }

    /** Takes the colours off that the former theme gave: the next one sets only its own. */
    private static void forget(Control control) {
        if (control.isDisposed()) {
            return; // a tooltip goes when something around it changes
        }
        control.setForeground(null);
        control.setBackground(null);
        if (control instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                forget(child);
            }
        }
    }
}
