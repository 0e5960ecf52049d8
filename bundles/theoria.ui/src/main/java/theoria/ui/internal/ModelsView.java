package theoria.ui.internal;

import org.eclipse.core.runtime.ICoreRunnable;
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
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.RegistryException;
import theoria.runtime.source.RegistryService;

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

    private TableViewer table;
    private Label state;
    private RegistryService.@Nullable Following following;
    private volatile @Nullable ModelRegistry registry;

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
        following = RegistryService.follow(found -> show(found.orElse(null)));
    }

    private void addColumns(Composite body) {
        TableColumnLayout layout = new TableColumnLayout();
        body.setLayout(layout);
        addColumn(layout, "Model", 110, SWT.LEFT, ModelRow::reference);
        addColumn(layout, "Accuracy", 90, SWT.RIGHT, ModelRow::accuracy);
        addColumn(layout, "Parameters", 110, SWT.RIGHT, ModelRow::parameters);
        addColumn(layout, "Origin", 190, SWT.LEFT, ModelRow::origin);
        addColumn(layout, "Created", 140, SWT.LEFT, ModelRow::created);
    }

    private void addColumn(
            TableColumnLayout layout,
            String title,
            int width,
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
        layout.setColumnData(column.getColumn(), new ColumnWeightData(width, width));
    }

    @Override
    public void setFocus() {
        table.getTable().setFocus();
        show(registry);
    }

    @Override
    public void dispose() {
        if (following != null) {
            following.close();
        }
        super.dispose();
    }

    /** Shows what is in this registry; may be called from any thread. */
    private void show(@Nullable ModelRegistry current) {
        registry = current;
        if (current == null) {
            show(List.of(), NO_REGISTRY);
        } else {
            Job job =
                    Job.createSystem(
                            "Reading the list of models", (ICoreRunnable) monitor -> read(current));
            job.schedule();
        }
    }

    private void read(ModelRegistry current) {
        try {
            show(rows(current), NO_MODELS);
        } catch (RegistryException e) {
            show(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static List<ModelRow> rows(ModelRegistry registry) throws RegistryException {
        ZoneId zone = ZoneId.systemDefault();
        return registry.versions().stream().map(version -> ModelRow.of(version, zone)).toList();
    }

    /** Shows the rows, or the sentence if there are none; may be called from any thread. */
    private void show(List<ModelRow> rows, String sentence) {
        Display display = Display.getDefault();
        if (!display.isDisposed()) {
            display.asyncExec(() -> fill(rows, sentence));
        }
    }

    private void fill(List<ModelRow> rows, String sentence) {
        if (!table.getControl().isDisposed()) {
            table.setInput(rows);
            state.setText(rows.isEmpty() ? sentence : count(rows.size()));
            state.requestLayout();
        }
    }

    private static String count(int rows) {
        return rows == 1 ? "1 version" : rows + " versions";
    }
}
