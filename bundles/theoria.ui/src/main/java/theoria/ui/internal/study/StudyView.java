package theoria.ui.internal.study;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;

import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;

import java.util.Optional;

/** The form of the chosen study: inputs, parameters, cost, Run, and what it means. */
public final class StudyView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.study";

    private final Desk desk = Desk.get();
    private ScrolledComposite scroll;
    private @Nullable StudyForm form;
    private Runnable unfollow = () -> {};

    @Override
    public void createPartControl(Composite parent) {
        parent.setLayout(new FillLayout());
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.addListener(SWT.Resize, e -> fit());
        unfollow = desk.follow(this::changed);
        show();
    }

    private void changed(Desk.Change change) {
        switch (change) {
            case STUDY -> show();
            case MODELS, DATA, VERSIONS -> {
                if (form != null) {
                    form.inputsChanged();
                }
            }
            default -> {
                // runs do not concern the form
            }
        }
    }

    private void show() {
        Optional<RunSpec> wish = desk.wish();
        Optional<StudyEntry> study = wish.flatMap(spec -> desk.catalogue().study(spec.study()));
        if (form != null) {
            form.close();
            form = null;
        }
        if (scroll.getContent() != null) {
            scroll.getContent().dispose();
        }
        if (wish.isEmpty() || study.isEmpty()) {
            Label hint = new Label(scroll, SWT.WRAP);
            hint.setText("\n   Choose a study above.");
            hint.setLayoutData(new GridData());
            scroll.setContent(hint);
            return;
        }
        StudyForm made =
                new StudyForm(scroll, desk, study.get().study(), wish.get(), getSite(), this::fit);
        form = made;
        scroll.setContent(made.control());
        scroll.setOrigin(0, 0);
        fit();
    }

    /** Takes what is selected into the form. */
    void useSelection() {
        if (form != null) {
            form.useSelection();
        }
    }

    /** Lets the form be as high as it needs at the width there is. */
    private void fit() {
        if (form != null && !form.control().isDisposed()) {
            int width = scroll.getClientArea().width;
            scroll.setMinHeight(form.control().computeSize(width, SWT.DEFAULT).y);
        }
    }

    @Override
    public void setFocus() {
        if (form != null) {
            form.setFocus();
        } else {
            scroll.setFocus();
        }
    }

    @Override
    public void dispose() {
        unfollow.run();
        super.dispose();
    }
}
