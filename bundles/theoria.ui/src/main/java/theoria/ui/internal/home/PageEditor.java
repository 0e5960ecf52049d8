package theoria.ui.internal.home;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import theoria.ui.internal.desk.ReadOnlyEditor;

/** A page to read and press: it scrolls, and nothing on it is edited. */
abstract class PageEditor extends ReadOnlyEditor {
    /** Wider than this, lines are hard to read and cards fall apart. */
    private static final int WIDEST = 1200;

    private ScrolledComposite scroll;
    private Composite page;

    @Override
    public void createPartControl(Composite parent) {
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        page = new Composite(scroll, SWT.NONE);
        GridLayout layout = new GridLayout(columns(), true);
        layout.marginWidth = 28;
        layout.marginHeight = 20;
        layout.horizontalSpacing = 14;
        layout.verticalSpacing = 10;
        page.setLayout(layout);
        scroll.setContent(page);
        scroll.addListener(SWT.Resize, e -> fit());
        fillPage(page);
        fit();
    }

    /** Number of equal columns. */
    abstract int columns();

    /** Makes the contents. */
    abstract void fillPage(Composite parent);

    /** Arranges the contents for a width; nothing if this is not overridden. */
    void arrange(int width) {}

    /** The page. */
    final Composite page() {
        return page;
    }

    /** Lets the page be as high as it needs. */
    final void fit() {
        int width = scroll.isDisposed() ? 0 : scroll.getClientArea().width;
        if (width > 0) {
            ((GridLayout) page.getLayout()).marginRight = Math.max(0, width - WIDEST);
            arrange(Math.min(width, WIDEST));
            page.layout(true, true);
            scroll.setMinHeight(page.computeSize(width, SWT.DEFAULT).y);
        }
    }

    /** A label over all columns that wraps. */
    final Label wide(String text, int span) {
        Label label = new Label(page, SWT.WRAP);
        label.setText(text);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, span, 1);
        data.widthHint = 200;
        label.setLayoutData(data);
        return label;
    }

    @Override
    public void setFocus() {
        if (!page.setFocus()) {
            scroll.setFocus();
        }
    }
}
