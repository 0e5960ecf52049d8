package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;

import java.util.Optional;

/** What a person does in the diagram; called on the AWT event thread. */
interface DiagramEvents {
    /** A vertex was chosen. */
    void chosen(String id);

    /** A vertex shall be folded or unfolded. */
    void toggled(String id);

    /** The vertex that is selected shall be folded or unfolded. */
    void toggledSelected();

    /** What lies beneath the pointer. */
    void hovered(Optional<Graph.Vertex> vertex);

    /** The diagram shall be copied as a picture. */
    void copied();

    /** The person wants the menu. */
    void askedForMenu();

    /** The person wants to search. */
    void searched();

    /** The person wants the next match, or the one before. */
    void stepped(boolean back);
}
