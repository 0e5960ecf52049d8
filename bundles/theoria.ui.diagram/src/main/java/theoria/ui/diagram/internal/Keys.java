package theoria.ui.diagram.internal;

import java.awt.Point;
import java.awt.event.ActionEvent;

import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;

/**
 * The keys of the diagram, Netron's where it has any: Ctrl+F find, Shift+Up and Shift+Down closer
 * and farther, Shift+Backspace actual size; plus, minus, 0 everything; arrows move; Enter folds or
 * unfolds what is selected; Ctrl+C copies; F3 the next match; Tab leaves for the search field.
 */
final class Keys {
    private static final double STEP = 1.2;
    private static final int WAY = 60;

    private final JRootPane root;

    private Keys(JRootPane root) {
        this.root = root;
    }

    static void bind(JRootPane root, DiagramPane pane, DiagramEvents events) {
        // Tab is a key like others here: the fields are in the other toolkit
        root.setFocusTraversalKeysEnabled(false);
        pane.scene().getView().setFocusTraversalKeysEnabled(false);
        Keys keys = new Keys(root);
        for (String closer : new String[] {"typed +", "typed =", "shift UP"}) {
            keys.on(closer, () -> pane.zoom(STEP, null));
        }
        for (String farther : new String[] {"typed -", "shift DOWN"}) {
            keys.on(farther, () -> pane.zoom(1 / STEP, null));
        }
        keys.on("typed 0", pane::fit);
        keys.on("HOME", pane::fit);
        keys.on("shift BACK_SPACE", () -> pane.zoomTo(DiagramPane.ACTUAL, null));
        keys.on("LEFT", () -> pane.pan(new Point(-WAY, 0)));
        keys.on("RIGHT", () -> pane.pan(new Point(WAY, 0)));
        keys.on("UP", () -> pane.pan(new Point(0, -WAY)));
        keys.on("DOWN", () -> pane.pan(new Point(0, WAY)));
        keys.on("ENTER", events::toggledSelected);
        for (String copy : new String[] {"ctrl C", "meta C"}) {
            keys.on(copy, events::copied);
        }
        for (String menu : new String[] {"shift F10", "CONTEXT_MENU"}) {
            keys.on(menu, events::askedForMenu);
        }
        for (String find : new String[] {"ctrl F", "meta F", "TAB", "shift TAB"}) {
            keys.on(find, events::searched);
        }
        keys.on("F3", () -> events.stepped(false));
        keys.on("shift F3", () -> events.stepped(true));
    }

    private void on(String key, Runnable task) {
        KeyStroke stroke = KeyStroke.getKeyStroke(key);
        root.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(stroke, key);
        root.getActionMap()
                .put(
                        key,
                        new AbstractAction() {
                            private static final long serialVersionUID = 1;

                            @Override
                            public void actionPerformed(ActionEvent event) {
                                task.run();
                            }
                        });
    }
}
