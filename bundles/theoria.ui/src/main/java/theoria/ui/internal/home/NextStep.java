package theoria.ui.internal.home;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What a person may do next with a model, in one sentence, and its results as a workbook. */
final class NextStep {
    private final Label words;
    private final Button workbook;

    NextStep(Composite parent, int span, Runnable pressed) {
        Composite area = new Composite(parent, SWT.NONE);
        area.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, span, 1));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 14;
        area.setLayout(layout);
        words = new Label(area, SWT.WRAP);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        words.setLayoutData(wide);
        workbook = new Button(area, SWT.PUSH);
        workbook.setText("Excel report...");
        workbook.setToolTipText("Write all results of this model into one workbook");
        workbook.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> pressed.run()));
        show(0, 0);
    }

    /** Tells of so many results that are there, and so many that are still computed. */
    void show(int there, int awaited) {
        workbook.setEnabled(there > 0);
        if (awaited > 0) {
            say(
                    "Next: look at a result below; "
                            + awaited
                            + (awaited == 1 ? " is" : " are")
                            + " still being computed.");
        } else if (there > 0) {
            say("Next: open a result below, ask a question, or take all results away as a file.");
        } else {
            say("Next: ask one of the questions below, or choose a study on the right and run it.");
        }
    }

    void say(String text) {
        if (!words.isDisposed()) {
            words.setText(text.replace("&", "&&"));
        }
    }
}
