package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.util.Optional;

/** Carries what happens in the diagram over to the thread of the window. */
final class FromDiagram implements DiagramEvents {
    private final DiagramPage page;
    private Optional<Graph.Vertex> beneath = Optional.empty();

    FromDiagram(DiagramPage page) {
        this.page = page;
    }

    @Override
    public void chosen(String id) {
        page.later(() -> page.choose(id));
    }

    @Override
    public void toggled(String id) {
        page.later(() -> page.toggle(id));
    }

    @Override
    public void toggledSelected() {
        page.later(page::toggleSelected);
    }

    @Override
    public void hovered(Optional<Graph.Vertex> vertex) {
        if (!vertex.equals(beneath)) {
            beneath = vertex;
            page.later(() -> page.hover(vertex));
        }
    }

    @Override
    public void copied() {
        page.later(page.takeAway()::copy);
    }

    @Override
    public void askedForMenu() {
        page.later(page.takeAway()::openMenu);
    }

    @Override
    public void searched() {
        page.later(page::focusField);
    }

    @Override
    public void stepped(boolean back) {
        page.later(() -> page.step(back));
    }
}
