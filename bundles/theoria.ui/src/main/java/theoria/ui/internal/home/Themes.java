package theoria.ui.internal.home;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

import theoria.ui.internal.desk.Listeners;

import java.util.function.Consumer;

/** The brightness of the window: light, dark, or as the desktop is. */
public final class Themes {
    /** As the desktop is. */
    public static final String DESKTOP = "desktop";

    private static final String LIGHT_THEME = "org.eclipse.e4.ui.css.theme.e4_default";
    private static final String DARK_THEME = "org.eclipse.e4.ui.css.theme.e4_dark";
    private static final String NODE = "theoria.ui/theme";
    private static final String CHOICE = "choice";
    private static final Listeners<Boolean> CHANGES = new Listeners<>();

    private Themes() {}

    /** Applies what was chosen before, for the start of the window. */
    public static void apply() {
        set(dark());
        // the desktop is told in a turn of its own; only then its colours, which styles name, are
        // new
        Display.getCurrent().addListener(SWT.Settings, e -> restyle());
    }

    /** Whether what was chosen before is dark. */
    public static boolean dark() {
        return dark(InstanceScope.INSTANCE.getNode(NODE).get(CHOICE, DESKTOP));
    }

    private static boolean dark(String name) {
        return name.equals("dark") || name.equals(DESKTOP) && Display.isSystemDarkTheme();
    }

    /** Chooses {@code light}, {@code dark} or {@link #DESKTOP}, and remembers it. */
    public static void choose(String name) {
        Preferences stored = InstanceScope.INSTANCE.getNode(NODE);
        stored.put(CHOICE, name);
        try {
            stored.flush();
        } catch (BackingStoreException e) {
            throw new IllegalStateException("the choice of the theme cannot be kept", e);
        }
        set(dark(name));
    }

    /** Hears whether the window became dark until what is returned is run. */
    public static Runnable follow(Consumer<Boolean> listener) {
        return CHANGES.add(listener);
    }

    private static void set(boolean dark) {
        IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
        if (engine != null) {
            engine.setTheme(dark ? DARK_THEME : LIGHT_THEME, true);
            restyle();
            CHANGES.tell(dark);
        }
    }

    private static void restyle() {
        IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
        for (Shell shell : Display.getCurrent().getShells()) {
            forget(shell);
            engine.applyStyles(shell, true);
        }
    }

    /** Takes the colours off that the former theme gave: the next one sets only its own. */
    private static void forget(Control control) {
        // first something: what is null already would keep the usual colour of the former theme
        control.setForeground(control.getForeground());
        control.setForeground(null);
        control.setBackground(control.getBackground());
        control.setBackground(null);
        if (control instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                forget(child);
            }
        }
    }
}
