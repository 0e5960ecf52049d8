package theoria.ui.internal.study;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import theoria.core.study.StudyDescriptor;
import theoria.draw.Formulas;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.viewer.Blit;

import java.awt.image.BufferedImage;

/** What a study means, in words and as a formula. */
final class StudyText {
    private static final float LETTERS = 15;

    private final Composite page;
    private final StudyDescriptor study;

    StudyText(Composite page, StudyDescriptor study) {
        this.page = page;
        this.study = study;
    }

    void add() {
        section("What it tells you", study.tells());
        section("What it does not", study.tellsNot());
        if (!study.formula().isEmpty()) {
            heading("Formula");
            addFormula();
        }
        section("Reference", study.reference());
    }

    private void section(String title, String text) {
        if (!text.isEmpty()) {
            heading(title);
            Label label = new Label(page, SWT.WRAP);
            label.setText(text.replace("&", "&&"));
            GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
            wide.widthHint = 100; // it wraps at the width of the view, whatever that is
            label.setLayoutData(wide);
        }
    }

    private void heading(String title) {
        Label heading = new Label(page, SWT.NONE);
        heading.setText(title);
        heading.setFont(Fonts.heading(page, 0));
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        wide.verticalIndent = 8;
        heading.setLayoutData(wide);
    }

    /** The formula in the ink of the window, made smaller where the view is narrow. */
    private void addFormula() {
        Canvas canvas = new Canvas(page, SWT.DOUBLE_BUFFERED);
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        wide.heightHint = formula(canvas, 100).getHeight();
        canvas.setLayoutData(wide);
        canvas.setToolTipText(study.formula());
        canvas.addPaintListener(
                event -> {
                    int zoom = canvas.getMonitor().getZoom();
                    BufferedImage formula = formula(canvas, zoom);
                    java.awt.Color ground = awt(canvas.getBackground());
                    Image image = Blit.image(event.display, Blit.onGround(formula, ground), zoom);
                    int width = image.getBounds().width;
                    int height = image.getBounds().height;
                    int room = canvas.getClientArea().width;
                    double shrink = width > room ? (double) room / width : 1;
                    event.gc.setInterpolation(SWT.HIGH);
                    event.gc.drawImage(
                            image,
                            0,
                            0,
                            width,
                            height,
                            0,
                            0,
                            (int) (width * shrink),
                            (int) (height * shrink));
                    image.dispose();
                });
    }

    private BufferedImage formula(Canvas canvas, int zoom) {
        return Formulas.image(study.formula(), LETTERS * zoom / 100, awt(canvas.getForeground()));
    }

    private static java.awt.Color awt(Color colour) {
        RGB rgb = colour.getRGB();
        return new java.awt.Color(rgb.red, rgb.green, rgb.blue);
    }
}
