package theoria.ui.internal;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;

/** The first thing a person sees: what Theoria asks, and how to begin. */
public final class WelcomeView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.welcome";

    private static final String[][] QUESTIONS = {
        {"Harmonic analysis", "What are good representations of signals?"},
        {"Approximation", "When do deep networks beat shallow ones?"},
        {"Optimization", "What is the landscape of the empirical risk?"},
        {"Statistics", "How can networks generalize without overfitting noise?"},
    };

    private static final String[][] CHOICES = {
        {
            "Run the demo",
            "Trains a small network on built-in digits, studies it, and writes a workbook.",
            "theoria demo -o out"
        },
        {
            "Open a network",
            "Reads ONNX or DL4J files into the list of models on the left.",
            "theoria import FILE"
        },
        {
            "See the studies",
            "Lists every study with its claim, its parameters and what it computes.",
            "theoria studies"
        },
    };

    private ScrolledComposite scroll;

    @Override
    public void createPartControl(Composite parent) {
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        Composite page = new Composite(scroll, SWT.NONE);
        GridLayout layout = new GridLayout(3, true);
        layout.marginWidth = 32;
        layout.marginHeight = 24;
        layout.horizontalSpacing = 16;
        layout.verticalSpacing = 12;
        page.setLayout(layout);
        LocalResourceManager resources =
                new LocalResourceManager(JFaceResources.getResources(), page);
        addTitle(page, resources);
        addQuestions(page, resources);
        for (String[] choice : CHOICES) {
            addChoice(page, choice);
        }
        scroll.setContent(page);
        scroll.addControlListener(
                ControlListener.controlResizedAdapter(
                        event -> {
                            int width = scroll.getClientArea().width;
                            scroll.setMinHeight(page.computeSize(width, SWT.DEFAULT).y);
                        }));
    }

    private static void addTitle(Composite page, LocalResourceManager resources) {
        Label title = wide(page, "Theoria");
        title.setFont(resources.create(heading(10)));
        wide(page, "A workbench for the mathematics of deep learning, built around four questions");
    }

    private static void addQuestions(Composite page, LocalResourceManager resources) {
        Font bold = resources.create(heading(0));
        for (String[] question : QUESTIONS) {
            Label chapter = new Label(page, SWT.NONE);
            chapter.setText(question[0]);
            chapter.setFont(bold);
            Label text = new Label(page, SWT.WRAP);
            text.setText(question[1]);
            text.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        }
    }

    private static void addChoice(Composite page, String[] choice) {
        Group card = new Group(page, SWT.NONE);
        card.setText(choice[0]);
        card.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
        GridLayout layout = new GridLayout();
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        card.setLayout(layout);
        Label text = new Label(card, SWT.WRAP);
        text.setText(choice[1]);
        text.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        Text command = new Text(card, SWT.READ_ONLY);
        command.setText(choice[2]);
        command.setFont(JFaceResources.getTextFont());
        command.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
    }

    private static Label wide(Composite page, String text) {
        Label label = new Label(page, SWT.WRAP);
        label.setText(text);
        label.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        return label;
    }

    private static FontDescriptor heading(int taller) {
        return FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                .increaseHeight(taller)
                .setStyle(SWT.BOLD);
    }

    @Override
    public void setFocus() {
        scroll.setFocus();
    }
}
