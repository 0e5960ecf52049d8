package theoria.ui.internal.study;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.core.model.zoo.Architecture;
import theoria.core.study.parameter.Parameter;
import theoria.runtime.job.TrainingFields;
import theoria.ui.internal.desk.DataShelf;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.result.Results;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.TrainingWish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be trained, on which data and how; then the training begins and its curves are opened.
 * It starts from an architecture with random weights, or from the model that is chosen.
 */
public final class TrainingDialog extends TitleAreaDialog {
    private static final String USUAL_ARCHITECTURE = "lenet";

    private final IWorkbenchWindow window;
    private final Desk desk = Desk.get();
    private final List<ParameterField<?>> fields = new ArrayList<>();
    private Text name;
    private Combo start;
    private Combo data;
    private Button newHead;
    private boolean named;
    private boolean naming;

    /** A dialog above a window. */
    public TrainingDialog(IWorkbenchWindow window) {
        super(window.getShell());
        this.window = window;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Train a network");
    }

    @Override
    protected Point getInitialSize() {
        return new Point(820, 560);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Train a network");
        setMessage(
                "Its curves are shown as they grow. Stopped, it goes on at its last checkpoint;"
                        + " trained, it stands in the list of models.");
        Composite page = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        page.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(2, true);
        layout.marginWidth = 12;
        layout.horizontalSpacing = 24;
        page.setLayout(layout);
        Composite left = column(page);
        addInputs(left);
        addFields(left, TrainingFields.USUAL);
        addFields(column(page), TrainingFields.MORE);
        fill();
        return page;
    }

    private static Composite column(Composite page) {
        Composite column = new Composite(page, SWT.NONE);
        column.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, true));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = 12;
        column.setLayout(layout);
        return column;
    }

    private void addInputs(Composite column) {
        label(column, "Network", "An architecture to train from random weights, or a model");
        start = new Combo(column, SWT.DROP_DOWN | SWT.BORDER);
        start.setData("theoria.parameter", "network");
        start.setToolTipText(
                "A name of the list, mlp:1024-64-10[:relu|tanh], seq:1x32x32,conv3x3x8,relu,..., or"
                        + " a model of the registry as name:version");
        start.setLayoutData(wide());
        start.addModifyListener(e -> changed());
        new Label(column, SWT.NONE);
        newHead = new Button(column, SWT.CHECK);
        newHead.setText("New last layer");
        newHead.setToolTipText(
                "The last layer is made anew, with as many outputs as the data has classes");
        newHead.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> changed()));
        label(column, "Data", "With a train split; a test split is measured at checkpoints");
        data = new Combo(column, SWT.DROP_DOWN | SWT.READ_ONLY);
        data.setLayoutData(wide());
        label(column, "Name", "Of the model it makes");
        name = new Text(column, SWT.BORDER);
        name.setLayoutData(wide());
        name.addModifyListener(
                e -> {
                    named |= !naming;
                    check();
                });
    }

    private static void label(Composite column, String words, String help) {
        Label label = new Label(column, SWT.NONE);
        label.setText(words);
        label.setToolTipText(help);
    }

    private static GridData wide() {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 160;
        return data;
    }

    private void addFields(Composite column, List<Parameter<?>> parameters) {
        for (Parameter<?> parameter : parameters) {
            fields.add(ParameterField.make(column, parameter, this::check));
        }
    }

    private void fill() {
        List<String> starts = new ArrayList<>();
        desk.versions().stream().map(ModelVersion::reference).forEach(starts::add);
        starts.addAll(Architecture.names());
        start.setItems(starts.toArray(new String[0]));
        List<String> references = desk.shelf().references();
        data.setItems(references.stream().map(DataShelf::label).toArray(String[]::new));
        data.select(references.indexOf(desk.shelf().chosen()));
        start.setText(desk.models().stream().findFirst().orElse(USUAL_ARCHITECTURE));
    }

    private boolean registered() {
        return desk.version(start.getText().strip()).isPresent();
    }

    private void changed() {
        newHead.setEnabled(registered());
        if (!named) {
            String words = start.getText().strip();
            naming = true;
            name.setText(NewVersion.nameOf(registered() ? words + "-tuned" : words));
            naming = false;
        }
        check();
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "Train", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    private void check() {
        Button train = getButton(IDialogConstants.OK_ID);
        if (train == null) {
            return; // the fields are being made
        }
        try {
            NewVersion.requireName(name.getText().strip());
            TrainingFields read = new TrainingFields(values());
            read.spec();
            read.options();
            boolean empty = start.getText().isBlank() || data.getSelectionIndex() < 0;
            setErrorMessage(empty ? "Choose a network and data." : null);
            train.setEnabled(!empty);
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            train.setEnabled(false);
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (ParameterField<?> field : fields) {
            field.value().ifPresent(value -> values.put(field.key(), value));
        }
        return values;
    }

    @Override
    protected void okPressed() {
        boolean from = registered();
        TrainingWish wish =
                new TrainingWish(
                        name.getText().strip(),
                        start.getText().strip(),
                        from,
                        from && newHead.getSelection(),
                        desk.shelf().references().get(data.getSelectionIndex()),
                        values());
        super.okPressed();
        Results.open(window.getActivePage(), RunBoard.get().train(wish));
    }
}
