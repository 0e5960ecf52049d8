package theoria.ui.internal.viewer;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import theoria.core.study.result.Column;
import theoria.draw.Range;

/**
 * Asks what colours and height shall range over. What is typed is seen at once; Cancel brings back
 * what was.
 */
final class RangeDialog extends Dialog {
    private static final int WIDTH = 280;
    private static final int EDGE = 16;
    private static final int ABOVE = 110;

    private final Viewed viewed;
    private final Range before;
    private Text lowest;
    private Text highest;
    private Label words;

    RangeDialog(Shell shell, Viewed viewed) {
        super(shell);
        this.viewed = viewed;
        before = viewed.view().values();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Range of the values");
    }

    /** At the right edge of the window, beside most pictures. */
    @Override
    protected Point getInitialLocation(Point size) {
        Rectangle window = getParentShell().getBounds();
        return new Point(window.x + window.width - size.x - EDGE, window.y + ABOVE);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite page = (Composite) super.createDialogArea(parent);
        ((GridLayout) page.getLayout()).numColumns = 2;
        highest = field(page, "Highest", before.to());
        lowest = field(page, "Lowest", before.from());
        words = new Label(page, SWT.WRAP);
        GridData across = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
        across.widthHint = WIDTH;
        across.heightHint = 2 * words.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        words.setLayoutData(across);
        words.setText(hint());
        highest.addModifyListener(e -> typed());
        lowest.addModifyListener(e -> typed());
        return page;
    }

    private static Text field(Composite page, String label, double value) {
        new Label(page, SWT.NONE).setText(label);
        Text field = new Text(page, SWT.BORDER | SWT.RIGHT);
        field.setMessage("automatic");
        field.setToolTipText("A number, or nothing for what there is");
        field.setText(Double.isFinite(value) ? RangeText.number(value) : "");
        field.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return field;
    }

    private String hint() {
        Range there = viewed.values();
        return there.all()
                ? "Empty: automatic."
                : "The values reach from "
                        + CellText.real(there.from(), Column.AUTOMATIC)
                        + " to "
                        + CellText.real(there.to(), Column.AUTOMATIC)
                        + ". Empty: automatic.";
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.RETRY_ID, "Reset", false);
        super.createButtonsForButtonBar(parent);
    }

    private void typed() {
        RangeText range = new RangeText(lowest.getText(), highest.getText());
        String fault = range.fault(viewed.logarithmic()).orElse("");
        words.setText(fault.isEmpty() ? hint() : fault);
        Button ok = getButton(IDialogConstants.OK_ID);
        ok.setEnabled(fault.isEmpty());
        if (fault.isEmpty()) {
            look(range.range());
        }
    }

    private void look(Range range) {
        viewed.look(viewed.view().over(range));
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.RETRY_ID) {
            lowest.setText("");
            highest.setText("");
            highest.setFocus();
        } else {
            super.buttonPressed(id);
        }
    }

    @Override
    protected void cancelPressed() {
        look(before);
        super.cancelPressed();
    }
}
