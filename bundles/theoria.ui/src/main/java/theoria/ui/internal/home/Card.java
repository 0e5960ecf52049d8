package theoria.ui.internal.home;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A framed piece of a page: a heading, some words, and one button. */
final class Card extends Composite {
    private final Label words;
    private final Button button;

    Card(Composite parent, String heading, String text, String action, Runnable pressed) {
        super(parent, SWT.BORDER);
        setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
        GridLayout layout = new GridLayout();
        layout.marginWidth = 14;
        layout.marginHeight = 12;
        layout.verticalSpacing = 8;
        setLayout(layout);
        Label title = new Label(this, SWT.WRAP);
        title.setText(heading);
        title.setFont(Fonts.heading(title, 1));
        title.setLayoutData(filling(false));
        words = new Label(this, SWT.WRAP);
        words.setText(text);
        words.setLayoutData(filling(true));
        button = new Button(this, SWT.PUSH);
        button.setText(action);
        button.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> pressed.run()));
    }

    private static GridData filling(boolean tall) {
        GridData data = new GridData(SWT.FILL, tall ? SWT.FILL : SWT.TOP, true, tall);
        data.widthHint = 120;
        return data;
    }

    Button button() {
        return button;
    }

    void say(String text) {
        words.setText(text);
    }
}
