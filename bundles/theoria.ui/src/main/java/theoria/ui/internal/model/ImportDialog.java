package theoria.ui.internal.model;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.registry.Lineage;
import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.NewVersion;
import theoria.runtime.source.FileReference;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.DataShelf;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Homes;
import theoria.ui.internal.viewer.PictureCanvas;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a file holds, the input contract to be checked and changed, and the data as the network will
 * see it; then the network is registered.
 */
final class ImportDialog extends TitleAreaDialog {
    private static final int PAUSE_MILLIS = 200;
    private static final int SAID_REMARKS = 2;

    private final IWorkbenchWindow window;
    private final Path file;
    private ImportedModel model;
    private Optional<String> architecture = Optional.empty();
    private final Desk desk = Desk.get();
    private Text name;
    private Text scale;
    private Text mean;
    private Text std;
    private Combo layout;
    private Label previewWords;
    private PictureCanvas preview;
    private Composite page;
    private ProgressBar progress;
    private int asked;
    private boolean working;

    ImportDialog(IWorkbenchWindow window, Path file, ImportedModel model) {
        super(window.getShell());
        this.window = window;
        this.file = file;
        this.model = model;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Open a network");
    }

    @Override
    protected Point getInitialSize() {
        return new Point(760, 620);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(file.getFileName() + ": " + model.format());
        setMessage(facts());
        page = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        page.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout grid = new GridLayout(4, false);
        grid.marginWidth = 12;
        page.setLayout(grid);
        name = field("Name", NewVersion.nameOf(withoutEnding()), "Of the model in the list");
        GridData wide = (GridData) name.getLayoutData();
        wide.horizontalSpan = 3;
        if (model.graph().weightsOnly()) {
            new ArchitectureField(page, file, this::take, this::misfit);
        }
        Label heading = new Label(page, SWT.WRAP);
        heading.setText("Input contract: x' = (x scale - mean) / std, per channel");
        heading.setFont(Fonts.heading(page, 0));
        GridData across = new GridData(SWT.FILL, SWT.TOP, true, false, 4, 1);
        across.verticalIndent = 8;
        heading.setLayoutData(across);
        addContract(model.contract());
        addPreview();
        progress = new ProgressBar(page, SWT.INDETERMINATE);
        progress.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false, 4, 1));
        progress.setVisible(false);
        return page;
    }

    /** Goes on with the network that the weights became. */
    private void take(ImportedModel read, Optional<String> by) {
        model = read;
        architecture = by;
        setMessage(facts());
        changed();
    }

    private void misfit(String sentence) {
        setErrorMessage(sentence);
        getButton(IDialogConstants.OK_ID).setEnabled(false);
    }

    private void addContract(InputContract contract) {
        scale = field("Scale", scaleText(contract), "A number or a fraction, as 1/255");
        mean = field("Mean", numbers(contract.mean()), "One number, or one per channel: a:b:c");
        std = field("Std", numbers(contract.std()), "One number, or one per channel: a:b:c");
        new Label(page, SWT.NONE).setText("Layout");
        layout = new Combo(page, SWT.READ_ONLY | SWT.DROP_DOWN);
        layout.setItems("as the network's shape", "NCHW", "NHWC");
        layout.select(contract.layout().ordinal());
        layout.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        layout.addModifyListener(e -> changed());
    }

    private void addPreview() {
        previewWords = new Label(page, SWT.WRAP);
        GridData across = new GridData(SWT.FILL, SWT.TOP, true, false, 4, 1);
        across.verticalIndent = 8;
        across.widthHint = 400;
        across.heightHint = 36;
        previewWords.setLayoutData(across);
        preview = new PictureCanvas(page, reading -> {}, reading -> {});
        GridData fill = new GridData(SWT.FILL, SWT.FILL, true, true, 4, 1);
        fill.heightHint = 220;
        preview.setLayoutData(fill);
    }

    private Text field(String label, String value, String help) {
        Label words = new Label(page, SWT.NONE);
        words.setText(label);
        words.setToolTipText(help);
        Text text = new Text(page, SWT.BORDER);
        text.setText(value);
        text.setToolTipText(help);
        text.setMessage(help);
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        text.addModifyListener(e -> changed());
        return text;
    }

    private String facts() {
        if (model.graph().weightsOnly()) {
            return String.format(
                    Locale.ROOT,
                    "%d tensors, %,d numbers, no graph. Choose an architecture to compute with"
                            + " them, or look at the weights alone.",
                    model.graph().nodes().size(),
                    model.graph().parameterCount() + model.graph().bufferCount());
        }
        String facts =
                String.format(
                        Locale.ROOT,
                        "%d layers, %,d parameters, %,d multiply-accumulates per example, input %s,"
                                + " %d outputs.",
                        model.graph().nodes().size(),
                        model.graph().parameterCount(),
                        LayerCost.macs(model.graph()),
                        model.graph().inputShape(),
                        model.graph().classes());
        String remarks =
                model.remarks().stream().limit(SAID_REMARKS).collect(Collectors.joining(" "));
        int more = model.remarks().size() - SAID_REMARKS;
        return facts + " " + remarks + (more > 0 ? " (and " + more + " more remarks)" : "");
    }

    private String withoutEnding() {
        String own = String.valueOf(file.getFileName());
        int dot = own.lastIndexOf('.');
        return dot > 0 ? own.substring(0, dot) : own;
    }

    private static String scaleText(InputContract contract) {
        String numerator = number(contract.scaleNumerator());
        return contract.scaleDenominator() == 1
                ? contract.scaleNumerator() == 1 ? "" : numerator
                : numerator + "/" + number(contract.scaleDenominator());
    }

    private static String numbers(List<Float> values) {
        return String.join(":", values.stream().map(ImportDialog::number).toList());
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Integer.toString((int) value)
                : Float.toString(value);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "Open", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        changed();
    }

    /** The contract of the fields. */
    private InputContract contract() {
        StringBuilder text = new StringBuilder();
        part(text, "scale", scale.getText());
        part(text, "mean", mean.getText());
        part(text, "std", std.getText());
        part(text, "layout", layout.getSelectionIndex() > 0 ? layout.getText() : "");
        return InputContract.parse(text.toString()).withClassNames(model.contract().classNames());
    }

    private static void part(StringBuilder text, String key, String value) {
        if (!value.isBlank()) {
            text.append(text.length() > 0 ? "," : "").append(key).append('=').append(value.strip());
        }
    }

    private void changed() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return;
        }
        try {
            NewVersion.requireName(name.getText());
            InputContract contract = contract();
            setErrorMessage(null);
            ok.setEnabled(true);
            int now = ++asked;
            getShell()
                    .getDisplay()
                    .timerExec(
                            PAUSE_MILLIS,
                            () -> {
                                if (now == asked && !preview.isDisposed()) {
                                    preview(now, contract);
                                }
                            });
        } catch (IllegalArgumentException e) {
            setErrorMessage(e.getMessage());
            ok.setEnabled(false);
        }
    }

    private void preview(int now, InputContract contract) {
        String data = desk.shelf().chosen();
        Optional<Sources> sources = desk.sources();
        if (sources.isEmpty()) {
            return;
        }
        if (model.graph().weightsOnly()) {
            previewWords.setText("");
            preview.setVisible(false);
            return;
        }
        NetworkGraph graph = model.graph();
        Job.createSystem(
                        "Preparing a preview",
                        (ICoreRunnable)
                                monitor -> {
                                    Preview made = Preview.of(graph, contract, data, sources.get());
                                    desk.later(
                                            () -> {
                                                if (now == asked && !preview.isDisposed()) {
                                                    show(made, data);
                                                }
                                            });
                                })
                .schedule();
    }

    private void show(Preview made, String data) {
        previewWords.setText(DataShelf.label(data) + " as the network sees it: " + made.words());
        made.images().ifPresent(images -> preview.show(images, Fonts.dark(getShell())));
        preview.setVisible(made.images().isPresent());
    }

    @Override
    protected void okPressed() {
        Optional<ModelRegistry> registry = desk.registry();
        if (registry.isEmpty()) {
            setErrorMessage("The registry of models is closed.");
            return;
        }
        InputContract contract = contract();
        Lineage lineage = new FileReference(file, architecture).lineage(model);
        NewVersion wanted =
                new NewVersion(
                        name.getText().strip(),
                        model.graph(),
                        model.weights(),
                        contract,
                        lineage,
                        Map.of(),
                        Optional.empty());
        setErrorMessage(null);
        work(true);
        RegistryJob<ModelVersion> job =
                new RegistryJob<>(
                        "Registering " + wanted.name(),
                        registry.get(),
                        open -> open.register(wanted),
                        version -> registered(version, contract),
                        this::refuse);
        job.setUser(true);
        job.schedule();
    }

    private void registered(ModelVersion version, InputContract contract) {
        if (page.isDisposed()) {
            return; // the window was closed meanwhile
        }
        if (!version.contract().equals(contract.text())) {
            refuse(
                    version.reference()
                            + " is this network already, with another input contract; give it"
                            + " another name.");
            return;
        }
        super.okPressed();
        desk.choose(List.of(version.reference()));
        Homes.open(window.getActivePage(), version.reference());
    }

    /** The dialog stays, so that it can be mended here. */
    private void refuse(String sentence) {
        if (!page.isDisposed()) {
            work(false);
            setErrorMessage(sentence);
            name.setFocus();
        }
    }

    /** Nothing can be changed, nor the dialog closed, while the network is being registered. */
    private void work(boolean now) {
        working = now;
        page.setEnabled(!now);
        progress.setVisible(now);
        getButton(IDialogConstants.OK_ID).setEnabled(!now);
        getButton(IDialogConstants.CANCEL_ID).setEnabled(!now);
    }

    @Override
    protected boolean canHandleShellCloseEvent() {
        return !working && super.canHandleShellCloseEvent();
    }
}
