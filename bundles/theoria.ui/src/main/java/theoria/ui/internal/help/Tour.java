package theoria.ui.internal.help;

import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Region;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Homes;

import java.util.List;

/** Shows a person round: a frame about the real control, and a few words beside it. */
final class Tour {
    private static final int FRAME = 4;
    private static final int WIDTH = 360;

    private static final List<Stop> STOPS =
            List.of(
                    new Stop(
                            "theoria.ui.models",
                            "What you have",
                            "Models with their versions. Open a network with the button below the"
                                    + " list, or drop its file anywhere in the window."),
                    new Stop(
                            "theoria.ui.data",
                            "Your data",
                            "Data sets beside the built-in digits: what they hold, and what the"
                                    + " studies use."),
                    new Stop(
                            "",
                            "What you look at",
                            "The middle shows the home page of a model, or a result. Wheel: closer."
                                    + " Drag: move or turn. Double click: everything again."),
                    new Stop(
                            "theoria.ui.studies",
                            "What you can do",
                            "Every study by chapter. A grey one says why it does not apply when"
                                    + " the pointer rests on it."),
                    new Stop(
                            "theoria.ui.study",
                            "How",
                            "The form of a study: Run works without touching anything. Below it"
                                    + " stands what the result tells you, and what it does not."),
                    new Stop(
                            "theoria.ui.runs",
                            "Results",
                            "What runs and what was run. Choose two to four of one study to compare"
                                    + " them on one scale."),
                    new Stop(
                            "theoria.ui.report",
                            "Take it away",
                            "Results collected here become an Excel workbook whose numbers can be"
                                    + " checked with 'theoria verify-report'."));

    private final IWorkbenchWindow window;
    private @Nullable Shell frame;
    private @Nullable Shell words;
    private int at;

    /** Where the tour stops: at a view, or at the middle if there is none. */
    private record Stop(String view, String title, String text) {}

    Tour(IWorkbenchWindow window) {
        this.window = window;
    }

    void begin() {
        show(0);
    }

    private void show(int stop) {
        end();
        if (stop < 0 || stop >= STOPS.size()) {
            return;
        }
        at = stop;
        Rectangle place = place(STOPS.get(stop));
        frame = frame(place);
        words = words(place, STOPS.get(stop));
        frame.setVisible(true);
        words.open();
    }

    private void end() {
        if (frame != null) {
            frame.dispose();
            frame = null;
        }
        if (words != null) {
            words.dispose();
            words = null;
        }
    }

    /** The control of a stop on the screen. */
    private Rectangle place(Stop stop) {
        Control control = stop.view().isEmpty() ? middle() : view(stop.view());
        if (control == null) {
            return window.getShell().getBounds();
        }
        Rectangle bounds = control.getBounds();
        Point corner = control.getParent().toDisplay(bounds.x, bounds.y);
        return new Rectangle(corner.x, corner.y, bounds.width, bounds.height);
    }

    private @Nullable Control view(String id) {
        try {
            return control(window.getActivePage().showView(id));
        } catch (PartInitException e) {
            Platform.getLog(Tour.class).error("the tour cannot open " + id, e);
            return null;
        }
    }

    private @Nullable Control middle() {
        if (window.getActivePage().getActiveEditor() == null) {
            Homes.welcome(window.getActivePage());
        }
        IWorkbenchPart editor = window.getActivePage().getActiveEditor();
        window.getActivePage().activate(editor);
        return editor == null ? null : control(editor);
    }

    /** The folder of tabs that a part stands in: the part itself may not be laid out yet. */
    private static @Nullable Control control(IWorkbenchPart part) {
        MPart model = part.getSite().getService(MPart.class);
        boolean there = model != null && model.getWidget() instanceof Control;
        return there ? ((Control) model.getWidget()).getParent() : null;
    }

    private Shell frame(Rectangle place) {
        Shell made = new Shell(window.getShell(), SWT.NO_TRIM | SWT.NO_FOCUS | SWT.ON_TOP);
        made.setBackground(made.getDisplay().getSystemColor(SWT.COLOR_LIST_SELECTION));
        Region region = new Region();
        region.add(0, 0, place.width, place.height);
        region.subtract(
                FRAME,
                FRAME,
                Math.max(0, place.width - 2 * FRAME),
                Math.max(0, place.height - 2 * FRAME));
        made.setRegion(region);
        made.addDisposeListener(e -> region.dispose());
        made.setBounds(place);
        return made;
    }

    private Shell words(Rectangle place, Stop stop) {
        Shell made = new Shell(window.getShell(), SWT.BORDER | SWT.TOOL);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 16;
        layout.marginHeight = 14;
        made.setLayout(layout);
        Label title = new Label(made, SWT.NONE);
        title.setText(stop.title() + "   " + (at + 1) + " of " + STOPS.size());
        title.setFont(Fonts.heading(title, 1));
        title.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        Label text = new Label(made, SWT.WRAP);
        text.setText(stop.text());
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
        wide.widthHint = WIDTH - 40;
        text.setLayoutData(wide);
        button(made, "Back", at > 0, () -> show(at - 1));
        Button next =
                button(made, at + 1 < STOPS.size() ? "Next" : "Done", true, () -> show(at + 1));
        button(made, "End the tour", true, this::end);
        made.setDefaultButton(next);
        made.addListener(SWT.Close, e -> e.display.asyncExec(this::end));
        made.pack();
        made.setLocation(beside(place, made.getSize()));
        return made;
    }

    private static Button button(Composite parent, String label, boolean on, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(label);
        button.setEnabled(on);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
        return button;
    }

    /** Beside the control, inside the window. */
    private Point beside(Rectangle place, Point size) {
        Rectangle whole = window.getShell().getBounds();
        int x =
                place.x + place.width + size.x < whole.x + whole.width
                        ? place.x + place.width + 8
                        : place.x - size.x - 8;
        int y = Math.min(place.y + 20, whole.y + whole.height - size.y - 8);
        boolean fits = x >= whole.x;
        return fits
                ? new Point(x, y)
                : new Point(place.x + (place.width - size.x) / 2, place.y + place.height / 3);
    }
}
