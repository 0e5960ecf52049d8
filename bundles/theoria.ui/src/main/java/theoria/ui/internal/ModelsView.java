package theoria.ui.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/**
 * The models of the workspace, newest knowledge of the {@link ModelRegistry} service. The registry
 * is read in a job, never on the thread of the window.
 */
public final class ModelsView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.models";

    private static final String NO_REGISTRY = "No registry of models is open.";
    private static final String NO_MODELS = "No models yet. Import one: theoria import FILE";

    private final BundleContext bundles =
            FrameworkUtil.getBundle(ModelsView.class).getBundleContext();
    private final ServiceTracker<ModelRegistry, ModelRegistry> registries = new Registries(bundles);
    private TableViewer table;
    private Label state;

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        parent.setLayout(layout);
        state = new Label(parent, SWT.WRAP);
        state.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        state.setText(NO_REGISTRY);
        Composite body = new Composite(parent, SWT.NONE);
        body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table = new TableViewer(body, SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        addColumns(body);
        getSite().setSelectionProvider(table);
        registries.open();
    }

    private void addColumns(Composite body) {
        TableColumnLayout layout = new TableColumnLayout();
        body.setLayout(layout);
        addColumn(layout, "Model", 30, SWT.LEFT, ModelRow::reference);
        addColumn(layout, "Accuracy", 18, SWT.RIGHT, ModelRow::accuracy);
        addColumn(layout, "Parameters", 22, SWT.RIGHT, ModelRow::parameters);
        addColumn(layout, "Origin", 40, SWT.LEFT, ModelRow::origin);
        addColumn(layout, "Created", 28, SWT.LEFT, ModelRow::created);
    }

    private void addColumn(
            TableColumnLayout layout,
            String title,
            int weight,
            int alignment,
            Function<ModelRow, String> text) {
        TableViewerColumn column = new TableViewerColumn(table, alignment);
        column.getColumn().setText(title);
        column.setLabelProvider(
                new ColumnLabelProvider() {
                    @Override
                    public String getText(Object element) {
                        return text.apply((ModelRow) element);
                    }
                });
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 60));
    }

    @Override
    public void setFocus() {
        table.getTable().setFocus();
    }

    @Override
    public void dispose() {
        registries.close();
        super.dispose();
    }

    private void read(ModelRegistry registry) {
        Job job =
                new Job("Reading the list of models") {
                    @Override
                    protected IStatus run(IProgressMonitor monitor) {
                        try {
                            show(rows(registry), NO_MODELS);
                        } catch (RegistryException e) {
                            show(List.of(), String.valueOf(e.getMessage()));
                        }
                        return Status.OK_STATUS;
                    }
                };
        job.setSystem(true);
        job.schedule();
    }

    private static List<ModelRow> rows(ModelRegistry registry) throws RegistryException {
        ZoneId zone = ZoneId.systemDefault();
        return registry.versions().stream().map(version -> ModelRow.of(version, zone)).toList();
    }

    /** Shows the rows, or the sentence if there are none; may be called from any thread. */
    private void show(List<ModelRow> rows, String sentence) {
        table.getControl()
                .getDisplay()
                .asyncExec(
                        () -> {
                            if (table.getControl().isDisposed()) {
                                return;
                            }
                            table.setInput(rows);
                            state.setText(rows.isEmpty() ? sentence : count(rows.size()));
                            state.requestLayout();
                        });
    }

    private static String count(int rows) {
        return rows == 1 ? "1 version" : rows + " versions";
    }

    /** Follows the registry service as it comes and goes. */
    private final class Registries extends ServiceTracker<ModelRegistry, ModelRegistry> {
        Registries(BundleContext context) {
            super(context, ModelRegistry.class, null);
        }

        @Override
        public ModelRegistry addingService(ServiceReference<ModelRegistry> reference) {
            ModelRegistry registry = super.addingService(reference);
            read(registry);
            return registry;
        }

        @Override
        public void removedService(
                ServiceReference<ModelRegistry> reference, ModelRegistry registry) {
            super.removedService(reference, registry);
            if (!table.getControl().isDisposed()) {
                show(List.of(), NO_REGISTRY);
            }
        }
    }
}
