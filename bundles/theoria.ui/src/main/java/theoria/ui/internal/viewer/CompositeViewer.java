package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.events.SelectionListener;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.ui.internal.result.ViewerStack;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

import java.util.LinkedHashMap;
import java.util.Map;

/** A result of several parts: one tab each, filled when it is first looked at. */
public final class CompositeViewer implements ResultViewer {
    private final Map<String, ViewerStack> stacks = new LinkedHashMap<>();
    private ViewerSite site;
    private CTabFolder folder;
    private Map<String, Result> parts = Map.of();

    @Override
    public boolean shows(Result result) {
        return result instanceof Composite composite && !composite.parts().isEmpty();
    }

    @Override
    public void create(org.eclipse.swt.widgets.Composite parent, ViewerSite where) {
        site = where;
        folder = new CTabFolder(parent, SWT.TOP | SWT.FLAT);
        folder.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> fill()));
    }

    @Override
    public void show(Result result) {
        parts = ((Composite) result).parts();
        for (Map.Entry<String, Result> part : parts.entrySet()) {
            if (!stacks.containsKey(part.getKey())) {
                CTabItem tab = new CTabItem(folder, SWT.NONE);
                String title = part.getValue().title();
                tab.setText(title.isEmpty() ? part.getKey() : title);
                tab.setData(part.getKey());
                ViewerStack stack = new ViewerStack(folder, site, true);
                stacks.put(part.getKey(), stack);
                tab.setControl(stack);
            }
        }
        if (folder.getSelectionIndex() < 0 && folder.getItemCount() > 0) {
            folder.setSelection(0);
        }
        fill();
    }

    /** Shows the part whose tab is in front. */
    private void fill() {
        CTabItem tab = folder.getSelection();
        if (tab != null) {
            String name = String.valueOf(tab.getData());
            ViewerStack stack = stacks.get(name);
            Result part = parts.get(name);
            if (stack != null && part != null) {
                stack.show(part, "");
            }
        }
    }

    /** Brings a part to the front. */
    public void reveal(String key) {
        for (CTabItem tab : folder.getItems()) {
            if (key.equals(tab.getData()) || key.startsWith(tab.getData() + ".")) {
                folder.setSelection(tab);
                fill();
            }
        }
    }

    @Override
    public void setFocus() {
        folder.setFocus();
    }

    @Override
    public void dispose() {
        stacks.values().forEach(ViewerStack::close);
    }
}
