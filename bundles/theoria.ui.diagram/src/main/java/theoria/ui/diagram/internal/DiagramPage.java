package theoria.ui.diagram.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;
import theoria.ui.viewers.Selection;
import theoria.ui.viewers.ViewerSite;

import java.util.List;
import java.util.Optional;

/**
 * The diagram and the bar above it. It keeps what is folded, searched and selected, on the thread
 * of the window, and tells the diagram.
 */
final class DiagramPage implements DiagramBar.Wishes {
    /** A graph without vertices. */
    static final Graph NOTHING = Graph.builder("").build();

    private final ViewerSite site;
    private final Display display;
    private final Composite page;
    private final DiagramBar bar;
    private final Embedding diagram;
    private final TakeAway takeAway;
    private final Runnable unfollow;
    private Folding folding = Folding.of(NOTHING);
    private Graph whole = NOTHING;
    private Search search = Search.NONE;
    private String selected = "";
    private @Nullable GraphLayout arranged;
    private @Nullable LayoutJob job;

    DiagramPage(Composite parent, ViewerSite site) {
        this.site = site;
        display = parent.getDisplay();
        page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        page.setLayout(layout);
        bar = new DiagramBar(page, this);
        diagram = new Embedding(page, style(), new FromDiagram(this));
        diagram.host().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        takeAway = new TakeAway(page, site, () -> zoom(0));
        selected = site.selection().current().layer();
        unfollow = site.selection().follow(this::follow);
    }

    /** Shows a graph; the same again if only the brightness changed. */
    void show(Graph graph) {
        if (graph == whole) {
            dress();
            return;
        }
        whole = graph;
        bar.offer(Overlay.numericAttributes(graph));
        fold(folding.in(graph), "");
    }

    private void fold(Folding other, String keep) {
        folding = other;
        LayoutJob former = job;
        if (former != null) {
            former.cancel();
        }
        bar.enable(other.canFold(), other.canUnfold());
        bar.say("laying out " + other.visible().vertices().size() + " vertices...");
        LayoutJob made =
                new LayoutJob(other, (its, layout) -> later(() -> arrived(its, layout, keep)));
        job = made;
        made.schedule();
    }

    private void arrived(Folding its, GraphLayout layout, String keep) {
        if (its != folding) {
            return; // another was wished for meanwhile
        }
        arranged = layout;
        diagram.with(pane -> pane.show(its, layout, keep));
        search = Search.of(bar.wanted(), folding);
        dress();
    }

    /** Does something on the thread of the window, unless the page is gone. */
    void later(Runnable task) {
        if (!display.isDisposed()) {
            display.asyncExec(
                    () -> {
                        if (!page.isDisposed()) {
                            task.run();
                        }
                    });
        }
    }

    private void dress() {
        PictureStyle style = style();
        String attribute = bar.attribute();
        Overlay overlay =
                attribute.isEmpty()
                        ? Overlay.byGroup(whole)
                        : Overlay.by(attribute, folding.visible());
        String marked = folding.shown(selected).orElse("");
        Search now = search;
        diagram.with(pane -> pane.dress(style, overlay, marked, now));
        GraphLayout layout = arranged;
        if (layout != null) {
            takeAway.offer(whole, new DiagramPicture(folding, layout, overlay));
        }
        bar.say(summary());
    }

    /** The colours of the window's brightness; sizes do not matter here. */
    private PictureStyle style() {
        return new PictureStyle(1, 1, site.dark());
    }

    private String summary() {
        if (!search.matches().isEmpty()) {
            int all = search.matches().size();
            return search.at() < 0 ? all + " found" : search.at() + 1 + " of " + all;
        }
        if (!bar.wanted().isBlank()) {
            return "nothing found";
        }
        int seen = folding.visible().vertices().size();
        int all = whole.vertices().size();
        return seen == all ? all + " vertices" : seen + " of " + all + " vertices";
    }

    private void follow(Selection selection) {
        if (!selection.layer().equals(selected)) {
            selected = selection.layer();
            dress();
            folding.shown(selected).ifPresent(id -> diagram.with(pane -> pane.reveal(id)));
        }
    }

    /** Selects what a visible vertex stands for: itself, or the last layer of a folded run. */
    void choose(String visibleId) {
        List<Graph.Vertex> members = folding.members(visibleId);
        if (!members.isEmpty()) {
            selected = members.get(members.size() - 1).id();
            dress();
            site.selection().select(site.selection().current().ofUnit(selected));
        }
    }

    /** Folds the run around a visible vertex, or unfolds it. */
    void toggle(String visibleId) {
        List<Graph.Vertex> members = folding.members(visibleId);
        if (!members.isEmpty()) {
            Folding other = folding.toggled(visibleId);
            fold(other, other.shown(members.get(0).id()).orElse(visibleId));
        }
    }

    /** Folds or unfolds what is selected. */
    void toggleSelected() {
        folding.shown(selected).ifPresent(this::toggle);
    }

    /** What takes it away as a picture. */
    TakeAway takeAway() {
        return takeAway;
    }

    /** Tells what lies beneath the pointer. */
    void hover(Optional<Graph.Vertex> vertex) {
        site.reading(vertex.map(VertexWidget::line).orElse(""));
    }

    void focusField() {
        bar.focusField();
    }

    @Override
    public void search() {
        search = Search.of(bar.wanted(), folding);
        dress();
    }

    @Override
    public void step(boolean back) {
        search = search.step(back);
        String current = search.current();
        if (!current.isEmpty()) {
            choose(current);
            diagram.with(pane -> pane.reveal(current));
        }
    }

    @Override
    public void leave() {
        bar.clear();
        setFocus();
    }

    @Override
    public void colour() {
        dress();
    }

    @Override
    public void fold() {
        fold(folding.coarser(), "");
    }

    @Override
    public void unfold() {
        fold(folding.open(), "");
    }

    @Override
    public void zoom(double factor) {
        diagram.with(
                pane -> {
                    if (factor == 0) {
                        pane.fit();
                    } else {
                        pane.zoom(factor, null);
                    }
                });
    }

    void setFocus() {
        diagram.host().setFocus();
        diagram.with(DiagramPane::focus);
    }

    void dispose() {
        unfollow.run();
        LayoutJob running = job;
        if (running != null) {
            running.cancel();
        }
    }
}
