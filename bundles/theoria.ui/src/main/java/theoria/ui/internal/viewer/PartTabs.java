package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.events.SelectionListener;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.ui.internal.result.ViewerStack;
import theoria.ui.viewers.ViewerSite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One tab for each part, filled when it is first looked at, and one for the numbers. */
final class PartTabs implements PartsForm {
    private final ViewerSite site;
    private final Map<String, ViewerStack> stacks = new LinkedHashMap<>();
    private final CTabFolder folder;
    private final ViewerStack rest;
    private final Runnable dashboard;
    private @Nullable Composite whole;

    /** Makes the tabs, without any part yet; the dashboard is offered if there is one. */
    PartTabs(org.eclipse.swt.widgets.Composite parent, ViewerSite site, Runnable dashboard) {
        this.site = site;
        this.dashboard = dashboard;
        folder = new CTabFolder(parent, SWT.TOP | SWT.FLAT);
        folder.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> fill()));
        rest = ViewerStack.rest(folder, site);
        CTabItem tab = new CTabItem(folder, SWT.NONE);
        tab.setText("Numbers");
        tab.setControl(rest);
    }

    @Override
    public void show(Composite newest) {
        newest.parts()
                .forEach(
                        (name, part) -> {
                            if (!stacks.containsKey(name)) {
                                add(name, PartBoard.title(name, part));
                            }
                        });
        if (folder.getTopRight() == null && PartBoard.suits(newest, folder)) {
            folder.setTopRight(PartBoard.toggle(folder, false, dashboard));
            folder.setTabHeight(Math.max(folder.getTabHeight(), folder.getTopRight().getSize().y));
        }
        if (whole == newest) {
            stacks.values().forEach(ViewerStack::again);
        }
        whole = newest;
        if (folder.getSelectionIndex() < 0) {
            folder.setSelection(0);
        }
        fill();
    }

    private void add(String name, String title) {
        CTabItem tab = new CTabItem(folder, SWT.NONE, stacks.size());
        tab.setText(title);
        tab.setData(name);
        ViewerStack stack = ViewerStack.part(folder, site);
        stacks.put(name, stack);
        tab.setControl(stack);
    }

    /** Shows the part whose tab is in front. */
    private void fill() {
        CTabItem tab = folder.getSelection();
        Composite shown = whole;
        if (tab == null || shown == null) {
            return;
        }
        if (tab.getControl() == rest) {
            rest.show(shown, "");
            return;
        }
        String name = String.valueOf(tab.getData());
        ViewerStack stack = stacks.get(name);
        Result part = shown.parts().get(name);
        if (stack != null && part != null) {
            stack.show(part, "");
        }
    }

    @Override
    public Optional<ViewerStack> front() {
        CTabItem tab = folder.getSelection();
        return tab != null && tab.getControl() instanceof ViewerStack stack
                ? Optional.of(stack)
                : Optional.empty();
    }

    @Override
    public boolean reveal(String part) {
        for (CTabItem tab : folder.getItems()) {
            if (part.equals(tab.getData())) {
                folder.setSelection(tab);
                fill();
                return true;
            }
        }
        return false;
    }

    @Override
    public void setFocus() {
        folder.setFocus();
    }

    @Override
    public void close() {
        stacks.values().forEach(ViewerStack::close);
        rest.close();
        folder.dispose();
    }
}
