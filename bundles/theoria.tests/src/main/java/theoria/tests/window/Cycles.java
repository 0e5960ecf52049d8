package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every view and every sort of editor, opened and closed again and again: nothing remains. */
final class Cycles {
    private static final int TIMES = 5;
    private static final int SLOW_TIMES = 100;

    /** The first times fill what is kept on purpose, such as icons. */
    private static final int FIRST_TIMES = 3;

    private static final int SLACK = 2;

    @TestFactory
    Stream<DynamicTest> nothingRemainsOfAView() {
        return MonkeyScreens.VIEWS.stream().map(id -> cycle(id, () -> view(id)));
    }

    @TestFactory
    Stream<DynamicTest> nothingRemainsOfAPage() {
        return Stream.of("theoria.ui.welcome", "theoria.ui.home")
                .map(id -> cycle(id, () -> editor(id)));
    }

    @TestFactory
    Stream<DynamicTest> nothingRemainsOfAResult() {
        Settle.everythingClosed();
        User.view("theoria.ui.runs");
        Window.until("there are results", 30, () -> !Window.runs().isEmpty());
        return Window.on(Cycles::titles).stream()
                .map(title -> cycle("result " + title, () -> result(title)));
    }

    private static DynamicTest cycle(String name, Runnable openAndClose) {
        return DynamicTest.dynamicTest(name, () -> repeat(openAndClose));
    }

    private static void repeat(Runnable openAndClose) {
        int times = Boolean.getBoolean("theoria.slow") ? SLOW_TIMES : TIMES;
        Settle.everythingClosed();
        try (Watch watch = new Watch()) {
            times(FIRST_TIMES, openAndClose);
            Resources before = Resources.now();
            times(times, openAndClose);
            Resources after = Resources.now();
            assertThat(watch.problems()).isEmpty();
            assertThat(after.grown(before, SLACK)).isEmpty();
            assertThat(after.controls()).isLessThanOrEqualTo(before.controls() + SLACK);
        }
    }

    private static void times(int times, Runnable openAndClose) {
        for (int i = 0; i < times; i++) {
            openAndClose.run();
        }
        Settle.idle();
    }

    private static void view(String id) {
        User.view(id);
        Settle.moment();
        Window.on(
                () -> {
                    IWorkbenchPage page = Window.workbench().getActivePage();
                    IViewPart view = page.findView(id);
                    page.hideView(view);
                    return true;
                });
        Window.on(() -> true);
    }

    private static void editor(String command) {
        User.command(command);
        Window.until("an editor", 20, () -> !FirstStart.editor().isEmpty());
        Settle.moment();
        close();
    }

    private static void close() {
        Window.on(() -> Window.workbench().getActivePage().closeAllEditors(false));
        Window.on(() -> true);
    }

    private static void result(String title) {
        User.view("theoria.ui.runs");
        Window.when(
                "a run '" + title + "'",
                () -> Window.runs().stream().filter(r -> r.getText(0).equals(title)).findFirst(),
                row -> {
                    Table table = row.getParent();
                    table.setSelection(row);
                    Event event = new Event();
                    event.item = row;
                    table.notifyListeners(SWT.DefaultSelection, event);
                });
        Window.until("an editor", 20, () -> !FirstStart.editor().isEmpty());
        Settle.moment();
        for (int tab = 0; tab < 8; tab++) {
            int number = tab;
            Window.on(() -> show(number));
            Window.on(() -> true);
        }
        close();
    }

    /** Brings the tab of this number to the front, counted over all folders at the bottom. */
    private static boolean show(int number) {
        List<CTabItem> tabs = new ArrayList<>();
        for (CTabFolder folder : Window.all(CTabFolder.class)) {
            if (folder.getTabPosition() == SWT.BOTTOM) {
                tabs.addAll(List.of(folder.getItems()));
            }
        }
        if (number < tabs.size()) {
            CTabItem tab = tabs.get(number);
            tab.getParent().setSelection(tab);
            Event event = new Event();
            event.item = tab;
            tab.getParent().notifyListeners(SWT.Selection, event);
        }
        return true;
    }

    private static Set<String> titles() {
        Set<String> titles = new LinkedHashSet<>();
        Window.runs().forEach(row -> titles.add(row.getText(0)));
        return titles;
    }
}
