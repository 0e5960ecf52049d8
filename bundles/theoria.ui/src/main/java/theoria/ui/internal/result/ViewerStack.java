package theoria.ui.internal.result;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Result;
import theoria.ui.internal.viewer.CompositeViewer;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All viewers of one result, one tab each at the bottom if there are several. A viewer is made when
 * its tab is first looked at; one that throws is replaced by what it threw.
 */
public final class ViewerStack extends Composite {
    /** Marks what has the actions in its menu. */
    private static final String OFFERED = "theoria.offered";

    private static final Consumer<Menu> NO_ACTIONS = menu -> {};

    private final StackLayout arrangement = new StackLayout();
    private final ViewerSite site;
    private final ViewerEntry.Shown which;
    private final Label notice;
    private final Composite place;
    private final Map<CTabItem, ViewerEntry> entries = new HashMap<>();
    private final Map<CTabItem, ResultViewer> viewers = new HashMap<>();
    private final Map<CTabItem, Result> shown = new HashMap<>();
    private final Set<CTabItem> broken = new HashSet<>();
    private @Nullable CTabFolder folder;
    private Runnable filled = () -> {};
    private List<ViewerEntry> offered = List.of();
    private Consumer<Menu> actions = NO_ACTIONS;
    private @Nullable Result result;

    ViewerStack(Composite parent, ViewerSite site, ViewerEntry.Shown which) {
        super(parent, SWT.NONE);
        this.site = site;
        this.which = which;
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        setLayout(layout);
        notice = new Label(this, SWT.WRAP);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.exclude = true;
        notice.setLayoutData(wide);
        place = new Composite(this, SWT.NONE);
        place.setLayout(arrangement);
        place.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    /** A stack for a whole result. */
    public static ViewerStack whole(Composite parent, ViewerSite site) {
        return new ViewerStack(parent, site, ViewerEntry.Shown.WHOLE);
    }

    /** A stack for a part of a result. */
    public static ViewerStack part(Composite parent, ViewerSite site) {
        return new ViewerStack(parent, site, ViewerEntry.Shown.PART);
    }

    /** A stack for what a result has beside its parts. */
    public static ViewerStack rest(Composite parent, ViewerSite site) {
        return new ViewerStack(parent, site, ViewerEntry.Shown.REST);
    }

    /** Shows a result of a study; viewers that are there already stay as they were left. */
    public void show(Result newest, String study) {
        result = newest;
        List<ViewerEntry> fitting = ViewerEntry.of(newest, study, which);
        List<String> now = fitting.stream().map(ViewerEntry::id).toList();
        if (folder == null || !now.equals(offered.stream().map(ViewerEntry::id).toList())) {
            offered = fitting;
            build();
        }
        fill();
    }

    private void build() {
        close();
        CTabFolder made = new CTabFolder(place, SWT.BOTTOM | SWT.FLAT);
        folder = made;
        arrangement.topControl = made;
        boolean single = offered.size() == 1; // which needs no tab that could be seen
        for (ViewerEntry entry : offered) {
            CTabItem tab = new CTabItem(made, SWT.NONE);
            tab.setText(entry.name());
            Composite page = new Composite(single ? place : made, SWT.NONE);
            page.setLayout(new FillLayout());
            tab.setData(page);
            if (single) {
                arrangement.topControl = page;
            } else {
                tab.setControl(page);
            }
            entries.put(tab, entry);
        }
        if (made.getItemCount() > 0) {
            made.setSelection(0);
        }
        made.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> fill()));
        place.layout(true);
    }

    /** Shows everything again, for example after the brightness of the window changed. */
    public void again() {
        shown.clear();
        fill();
    }

    /** Names of the viewers that are offered, in order. */
    public List<String> names() {
        return offered.stream().map(ViewerEntry::name).toList();
    }

    /** Brings the viewer of this name to the front. */
    public void choose(String name) {
        CTabFolder tabs = folder;
        if (tabs != null) {
            for (CTabItem tab : tabs.getItems()) {
                if (tab.getText().equals(name)) {
                    tabs.setSelection(tab);
                    fill();
                }
            }
        }
    }

    /** The viewer in front; of a result with parts, that of the part in front. */
    public Optional<ResultViewer> front() {
        Optional<ResultViewer> own = own();
        if (own.isPresent() && own.get() instanceof CompositeViewer parts) {
            return parts.front().flatMap(ViewerStack::front);
        }
        return own;
    }

    private Optional<ResultViewer> own() {
        CTabFolder tabs = folder;
        CTabItem tab = tabs == null ? null : tabs.getSelection();
        return tab == null ? Optional.empty() : Optional.ofNullable(viewers.get(tab));
    }

    /** Shows the part of this key. */
    public void reveal(String key) {
        own().filter(CompositeViewer.class::isInstance)
                .ifPresent(viewer -> ((CompositeViewer) viewer).reveal(key));
    }

    private void fill() {
        CTabFolder tabs = folder;
        Result newest = result;
        CTabItem tab = tabs == null ? null : tabs.getSelection();
        if (tab == null || newest == null || broken.contains(tab) || shown.get(tab) == newest) {
            return;
        }
        ViewerEntry entry = entries.get(tab);
        if (entry == null) {
            return;
        }
        try {
            fill(tab, entry, newest);
            shown.put(tab, newest);
        } catch (CoreException | RuntimeException | LinkageError | SWTError e) {
            broken.add(tab);
            Optional.ofNullable(viewers.remove(tab)).ifPresent(ViewerStack::letGo);
            fail(tab, entry, e);
        }
    }

    private void fill(CTabItem tab, ViewerEntry entry, Result newest) throws CoreException {
        ResultViewer viewer = viewers.get(tab);
        if (viewer == null) {
            viewer = entry.make();
            if (!viewer.shows(newest)) {
                if (entry.before().isEmpty()) {
                    empty(tab, newest);
                } else {
                    giveWay(tab, viewer.obstacle());
                }
                return;
            }
            clear(tab);
            viewer.create(page(tab), site);
            viewers.put(tab, viewer);
            page(tab).layout(true);
        }
        viewer.show(newest);
        offer(page(tab));
        filled.run();
    }

    /** Runs this after a viewer has shown a result, as each does when it first comes to front. */
    public void onFilled(Runnable listener) {
        filled = listener;
    }

    /** Adds what can be done with the result to the menus of its pictures and tables. */
    public void offer(Consumer<Menu> filler) {
        actions = filler;
        offer(this);
    }

    private void offer(Composite inside) {
        for (Control control : inside.getChildren()) {
            boolean picture = control instanceof Canvas && !(control instanceof StyledText);
            if (picture && control.getData(OFFERED) == null && actions != NO_ACTIONS) {
                Menu menu = control.getMenu() == null ? new Menu(control) : control.getMenu();
                actions.accept(menu);
                control.setMenu(menu);
                control.setData(OFFERED, true);
            }
            if (control instanceof ViewerStack part) {
                part.offer(actions);
            } else if (control instanceof Composite part) {
                offer(part);
            }
        }
    }

    /** The viewer that this one stands in for serves after all. */
    private void giveWay(CTabItem tab, String why) {
        entries.remove(tab);
        notice.setText(why);
        ((GridData) notice.getLayoutData()).exclude = why.isEmpty();
        layout(true);
        Control page = page(tab);
        tab.dispose();
        page.dispose();
        getDisplay()
                .asyncExec(
                        () -> {
                            if (!isDisposed()) {
                                fill();
                            }
                        });
    }

    private static Composite page(CTabItem tab) {
        return (Composite) tab.getData();
    }

    private static void clear(CTabItem tab) {
        for (Control old : page(tab).getChildren()) {
            old.dispose();
        }
    }

    private static void empty(CTabItem tab, Result newest) {
        clear(tab);
        StyledText text = message(tab);
        text.setText(
                "Nothing to draw: \""
                        + newest.title()
                        + "\" holds no points yet. Its numbers are in the tab Numbers.");
        page(tab).layout(true);
    }

    private static void fail(CTabItem tab, ViewerEntry entry, Throwable e) {
        Platform.getLog(ViewerStack.class)
                .error("viewer " + entry.id() + " of " + entry.bundle() + " failed: " + e, e);
        clear(tab);
        StyledText text = message(tab);
        StringWriter details = new StringWriter();
        e.printStackTrace(new PrintWriter(details));
        text.setText(
                "The viewer \""
                        + entry.name()
                        + "\" of "
                        + entry.bundle()
                        + " could not show this result: "
                        + e.getMessage()
                        + "\n\n"
                        + "The other tabs still show it. Details for whoever wrote the viewer:\n\n"
                        + details);
        page(tab).layout(true);
    }

    private static StyledText message(CTabItem tab) {
        Composite page = page(tab);
        StyledText text = new StyledText(page, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(16, 16, 16, 16);
        return text;
    }

    /** A viewer of a plug-in may throw here, too; the others still have to go. */
    private static void letGo(ResultViewer viewer) {
        try {
            viewer.dispose();
        } catch (RuntimeException | LinkageError e) {
            Platform.getLog(ViewerStack.class)
                    .error("viewer " + viewer.getClass().getName() + " does not let go: " + e, e);
        }
    }

    /** Lets go of the viewers. */
    public void close() {
        viewers.values().forEach(ViewerStack::letGo);
        viewers.clear();
        entries.clear();
        shown.clear();
        broken.clear();
        if (!place.isDisposed()) {
            Arrays.stream(place.getChildren()).forEach(Control::dispose);
        }
        folder = null;
    }

    @Override
    public boolean setFocus() {
        Optional<ResultViewer> viewer = front();
        viewer.ifPresent(ResultViewer::setFocus);
        return viewer.isPresent() || super.setFocus();
    }
}
