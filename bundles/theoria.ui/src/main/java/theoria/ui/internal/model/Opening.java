package theoria.ui.internal.model;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;

import theoria.core.model.data.Dataset;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.runtime.source.Sources;
import theoria.ui.internal.desk.Desk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opening files: by dialog, by dropping, by command. What a file is, its content says. */
public final class Opening {
    /** Endings that files of networks usually have; what they are is told by their content. */
    private static final String NETWORKS =
            "*.onnx;*.pt;*.pth;*.th;*.t7;*.tar;*.safetensors;*.h5;*.hdf5;*.keras;*.pb;*.json;*.zip"
                    + ";*.npz;*.npy";

    private Opening() {}

    /** Asks for the file of a network. */
    public static void askNetwork(IWorkbenchWindow window) {
        FileDialog dialog = new FileDialog(window.getShell(), SWT.OPEN);
        dialog.setText("Open a network");
        dialog.setFilterExtensions(new String[] {NETWORKS, "*"});
        dialog.setFilterNames(
                new String[] {"Networks (PyTorch, Keras, TensorFlow, ONNX, DL4J)", "All files"});
        String chosen = dialog.open();
        if (chosen != null) {
            open(window, Path.of(chosen));
        }
    }

    /** Asks for a file of data. */
    public static void askData(IWorkbenchWindow window) {
        FileDialog dialog = new FileDialog(window.getShell(), SWT.OPEN);
        dialog.setText("Open data");
        dialog.setFilterExtensions(new String[] {"*"});
        String chosen = dialog.open();
        if (chosen != null) {
            open(window, Path.of(chosen));
        }
    }

    /** Asks for a folder of data. */
    public static void askDataFolder(IWorkbenchWindow window) {
        DirectoryDialog dialog = new DirectoryDialog(window.getShell(), SWT.OPEN);
        dialog.setText("Open a folder of data");
        String chosen = dialog.open();
        if (chosen != null) {
            open(window, Path.of(chosen));
        }
    }

    /** Lets files be dropped anywhere in a window. */
    public static void acceptFiles(Shell shell, IWorkbenchWindow window) {
        DropTarget target = new DropTarget(shell, DND.DROP_COPY | DND.DROP_DEFAULT | DND.DROP_MOVE);
        target.setTransfer(new Transfer[] {FileTransfer.getInstance()});
        target.addDropListener(dropped(window));
    }

    private static DropTargetAdapter dropped(IWorkbenchWindow window) {
        return new DropTargetAdapter() {
            @Override
            public void dragEnter(DropTargetEvent event) {
                event.detail = DND.DROP_COPY;
            }

            @Override
            public void drop(DropTargetEvent event) {
                if (event.data instanceof String[] files) {
                    List.of(files).forEach(file -> open(window, Path.of(file)));
                }
            }
        };
    }

    /** Opens a file or folder, whatever it is. */
    public static void open(IWorkbenchWindow window, Path file) {
        Desk desk = Desk.get();
        Optional<Sources> sources = desk.sources();
        if (sources.isEmpty()) {
            refuse(window, file, "The registry of models is not open yet; try again in a moment.");
            return;
        }
        Job job =
                new Job("Opening " + file.getFileName()) {
                    @Override
                    protected IStatus run(IProgressMonitor monitor) {
                        read(window, file, desk, sources.get());
                        return Status.OK_STATUS;
                    }
                };
        job.schedule();
    }

    private static void read(IWorkbenchWindow window, Path file, Desk desk, Sources sources) {
        try {
            boolean network = sources.models().loader(file).isPresent();
            boolean weights =
                    !network
                            && sources.data().loader(file).isEmpty()
                            && sources.models().tensorLoader(file).isPresent();
            if (network || weights) {
                ImportedModel model = sources.models().read(file);
                desk.later(() -> new ImportDialog(window, file, model).open());
                return;
            }
            String reference = file.toAbsolutePath().normalize().toString();
            Optional<Dataset> data = sources.data(List.of(reference));
            if (data.isPresent()) {
                desk.later(
                        () -> {
                            desk.chooseData(reference);
                            DataView.reveal(window.getActivePage());
                        });
            }
        } catch (FormatException e) {
            desk.later(() -> refuse(window, file, String.valueOf(e.getMessage())));
        }
    }

    private static void refuse(IWorkbenchWindow window, Path file, String sentence) {
        MessageDialog.openError(window.getShell(), "Cannot open " + file.getFileName(), sentence);
    }
}
