package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.events.SelectionListener;
import org.jspecify.annotations.Nullable;

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
    private @Nullable ViewerStack rest;
    private @Nullable Result whole;

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
                String title = part.getValue().title();
                add(part.getKey(), title.isEmpty() ? part.getKey() : title, stacks.size());
            }
        }
        if (rest == null) {
            rest = ViewerStack.rest(folder, site);
            CTabItem tab = new CTabItem(folder, SWT.NONE);
            tab.setText("Numbers");
            tab.setControl(rest);
        }
        if (whole == result) {
            stacks.values().forEach(ViewerStack::again);
        }
        whole = result;
        if (folder.getSelectionIndex() < 0 && folder.getItemCount() > 0) {
            folder.setSelection(0);
        }
        fill();
    }

    private void add(String name, String title, int index) {
        CTabItem tab = new CTabItem(folder, SWT.NONE, index);
        tab.setText(title);
        tab.setData(name);
        ViewerStack stack = ViewerStack.part(folder, site);
        stacks.put(name, stack);
        tab.setControl(stack);
    }

    /** Shows the part whose tab is in front. */
    private void fill() {
        CTabItem tab = folder.getSelection();
        if (tab != null && tab.getControl() == rest && rest != null && whole != null) {
            rest.show(whole, "");
        } else if (tab != null) {
            String name = String.valueOf(tab.getData());
            ViewerStack stack = stacks.get(name);
            Result part = parts.get(name);
            if (stack != null && part != null) {
                stack.show(part, "");
            }
        }
    }

    /** The stack of the part in front. */
    public java.util.Optional<ViewerStack> front() {
        CTabItem tab = folder.getSelection();
        return tab != null && tab.getControl() instanceof ViewerStack stack
                ? java.util.Optional.of(stack)
                : java.util.Optional.empty();
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
        if (rest != null) {
            rest.close();
        }
    }
}
