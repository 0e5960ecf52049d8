package theoria.ui.diagram.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import java.util.List;

/** The search field, the choice of colours and the buttons above a diagram. */
final class DiagramBar {
    private static final String BY_GROUP = "colour by group";
    private static final String BY = "colour by ";

    private final Text field;
    private final Label count;
    private final Combo colours;
    private final ToolItem fold;
    private final ToolItem unfold;

    /** What the bar asks for. */
    interface Wishes {
        /** Search for what is in the field. */
        void search();

        /** The next match or the one before. */
        void step(boolean back);

        /** Leave the field. */
        void leave();

        /** Colour as is chosen. */
        void colour();

        /** Fold one level everywhere. */
        void fold();

        /** Unfold everything. */
        void unfold();

        /** Look from nearer or farther; 0 for everything. */
        void zoom(double factor);
    }

    DiagramBar(Composite parent, Wishes wishes) {
        Composite bar = new Composite(parent, SWT.NONE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        GridLayout layout = new GridLayout(5, false);
        layout.marginHeight = 2;
        bar.setLayout(layout);
        field = new Text(bar, SWT.SEARCH | SWT.ICON_CANCEL | SWT.ICON_SEARCH);
        field.setMessage("Find a vertex");
        field.setToolTipText("Name, operator or any fact (Ctrl+F); Enter goes to the next match");
        GridData wide = new GridData(SWT.LEFT, SWT.CENTER, false, false);
        wide.widthHint = 110;
        field.setLayoutData(wide);
        field.addModifyListener(event -> wishes.search());
        field.addListener(SWT.KeyDown, event -> key(event, wishes));
        ToolBar steps = new ToolBar(bar, SWT.FLAT | SWT.RIGHT);
        item(steps, "<", "Previous match (Shift+F3)", () -> wishes.step(true));
        item(steps, ">", "Next match (F3)", () -> wishes.step(false));
        count = new Label(bar, SWT.NONE);
        count.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        colours = new Combo(bar, SWT.READ_ONLY | SWT.DROP_DOWN);
        colours.setToolTipText("What the colours mean");
        colours.setItems(BY_GROUP);
        colours.select(0);
        colours.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> wishes.colour()));
        ToolBar tools = new ToolBar(bar, SWT.FLAT | SWT.RIGHT);
        fold =
                item(
                        tools,
                        "Fold",
                        "Vertices whose names begin alike become one, a level further (double"
                                + " click or Enter: only those around the vertex)",
                        wishes::fold);
        new ToolItem(tools, SWT.SEPARATOR);
        unfold = item(tools, "Unfold", "Show every vertex", wishes::unfold);
        new ToolItem(tools, SWT.SEPARATOR);
        item(tools, "−", "Farther (-)", () -> wishes.zoom(1 / 1.25));
        item(tools, "+", "Closer (+)", () -> wishes.zoom(1.25));
        item(tools, "Fit", "Show everything (0)", () -> wishes.zoom(0));
    }

    private static ToolItem item(ToolBar bar, String label, String help, Runnable task) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText(label);
        item.setToolTipText(help);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> task.run()));
        return item;
    }

    private static void key(org.eclipse.swt.widgets.Event event, Wishes wishes) {
        if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR || event.keyCode == SWT.F3) {
            wishes.step((event.stateMask & SWT.SHIFT) != 0);
        } else if (event.keyCode == SWT.ESC) {
            wishes.leave();
        }
    }

    String wanted() {
        return field.getText();
    }

    void clear() {
        field.setText("");
    }

    void focusField() {
        field.setFocus();
        field.selectAll();
    }

    /** The attribute to colour by; empty for groups. */
    String attribute() {
        int chosen = colours.getSelectionIndex();
        return chosen <= 0 ? "" : colours.getItem(chosen).substring(BY.length());
    }

    /** Offers attributes; the choice stays if it can. */
    void offer(List<String> attributes) {
        String chosen = attribute();
        colours.setItems(BY_GROUP);
        attributes.forEach(attribute -> colours.add(BY + attribute));
        colours.select(attributes.indexOf(chosen) + 1);
        colours.getParent().layout(true);
    }

    void say(String text) {
        count.setText(text);
    }

    /** Which of its buttons can be pressed. */
    void enable(boolean canFold, boolean canUnfold) {
        fold.setEnabled(canFold);
        unfold.setEnabled(canUnfold);
    }
}
