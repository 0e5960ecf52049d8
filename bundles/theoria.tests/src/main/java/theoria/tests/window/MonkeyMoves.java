package theoria.tests.window;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swt.widgets.Widget;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The moves of {@link Monkey}: each looks for a control and does to it what a person would. */
final class MonkeyMoves {
    /** What ends the window, opens a dialog of the desktop, or leaves files. */
    private static final Pattern NEVER =
            Pattern.compile(
                    "(?i).*(open a|open net|open data|browse|folder|file|exit|restart|write|excel"
                            + "|export|save|install|quit|remove|delete).*");

    private static final List<String> WORDS = List.of("", "3", "5", "-1", "abc", "0.5", "1:2", "é");
    private static final int REMEMBERED = 12;
    private static final long PAUSE_MILLIS = 30;

    private final Random random;
    private final Deque<String> last = new ArrayDeque<>();
    private final MonkeyScreens screens;
    private final List<Runnable> moves =
            List.of(
                    this::tab,
                    this::tree,
                    this::row,
                    this::tool,
                    this::button,
                    this::choice,
                    this::word,
                    this::canvas,
                    this::canvas,
                    this::mouse,
                    this::study,
                    this::screen);
    private final AtomicInteger count = new AtomicInteger();

    MonkeyMoves(long seed) {
        random = new Random(seed);
        screens = new MonkeyScreens(random);
    }

    /** Number of moves so far. */
    int count() {
        return count.get();
    }

    /** The newest moves, the newest last. */
    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Makes a move, and closes the dialogs it opened. */
    void next() {
        count.incrementAndGet();
        Window.later(moves.get(random.nextInt(moves.size())));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        Window.on(() -> true);
        if (!Window.on(Settle::dialogs).isEmpty()) {
            Settle.closeDialogs();
        }
    }

    private void note(String move) {
        synchronized (last) {
            last.add(move);
            if (last.size() > REMEMBERED) {
                last.removeFirst();
            }
        }
    }

    private <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private <T extends Control> List<T> usable(Class<T> kind) {
        return Window.all(kind).stream().filter(Control::isEnabled).toList();
    }

    private void tab() {
        List<CTabItem> tabs = new ArrayList<>();
        usable(CTabFolder.class).forEach(folder -> tabs.addAll(Arrays.asList(folder.getItems())));
        if (!tabs.isEmpty()) {
            CTabItem tab = one(tabs);
            note("tab " + tab.getText());
            tab.getParent().setSelection(tab);
            tell(tab.getParent(), SWT.Selection, tab);
        }
    }

    private void tree() {
        List<TreeItem> items = new ArrayList<>();
        usable(Tree.class).forEach(tree -> collect(tree.getItems(), items));
        if (!items.isEmpty()) {
            TreeItem item = one(items);
            note("tree item " + item.getText());
            Tree tree = item.getParent();
            if (item.getItemCount() > 0 && random.nextBoolean()) {
                item.setExpanded(!item.getExpanded());
            }
            tree.setSelection(item);
            tell(tree, SWT.Selection, item);
            if (!item.isDisposed() && random.nextInt(4) == 0) {
                tell(tree, SWT.DefaultSelection, item);
            }
        }
    }

    private static void collect(TreeItem[] items, List<TreeItem> found) {
        for (TreeItem item : items) {
            found.add(item);
            collect(item.getItems(), found);
        }
    }

    private void row() {
        List<Table> tables =
                usable(Table.class).stream().filter(t -> t.getItemCount() > 0).toList();
        if (!tables.isEmpty()) {
            Table table = one(tables);
            int row = random.nextInt(table.getItemCount());
            note("row " + table.getItem(row).getText());
            if (random.nextInt(3) > 0) {
                table.deselectAll();
            }
            table.select(row);
            Item item = table.getItem(row);
            tell(table, SWT.Selection, item);
            if (!item.isDisposed() && random.nextBoolean()) {
                tell(table, SWT.DefaultSelection, item);
            }
        }
    }

    private void tool() {
        List<ToolItem> tools = new ArrayList<>();
        for (ToolBar bar : usable(ToolBar.class)) {
            for (ToolItem item : bar.getItems()) {
                String words =
                        item.getText() + item.getToolTipText() + item.getData("theoria.label");
                boolean pressed = (item.getStyle() & (SWT.SEPARATOR | SWT.DROP_DOWN)) == 0;
                if (pressed && item.isEnabled() && !NEVER.matcher(words).matches()) {
                    tools.add(item);
                }
            }
        }
        if (!tools.isEmpty()) {
            ToolItem tool = one(tools);
            note("tool " + tool.getText() + " " + tool.getToolTipText());
            if ((tool.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0) {
                tool.setSelection(!tool.getSelection());
            }
            tell(tool, SWT.Selection, null);
        }
    }

    private void button() {
        List<Button> buttons =
                usable(Button.class).stream()
                        .filter(b -> !NEVER.matcher(b.getText()).matches())
                        .toList();
        if (!buttons.isEmpty()) {
            Button button = one(buttons);
            note("button " + button.getText());
            if ((button.getStyle() & (SWT.CHECK | SWT.RADIO | SWT.TOGGLE)) != 0) {
                button.setSelection(!button.getSelection());
            }
            button.setFocus();
            tell(button, SWT.Selection, null);
        }
    }

    private void choice() {
        List<Combo> combos =
                usable(Combo.class).stream().filter(c -> c.getItemCount() > 0).toList();
        if (!combos.isEmpty()) {
            Combo combo = one(combos);
            combo.select(random.nextInt(combo.getItemCount()));
            note("choice " + combo.getText());
            tell(combo, SWT.Selection, null);
        }
    }

    private void word() {
        List<Text> fields = usable(Text.class).stream().filter(Text::getEditable).toList();
        if (!fields.isEmpty()) {
            Text field = one(fields);
            String word = one(WORDS);
            note("word " + word + " for " + field.getData("theoria.parameter"));
            field.setText(word);
        }
    }

    /** Runs the study whose form is open, a small one. */
    private void study() {
        for (Text field : usable(Text.class)) {
            if ("grid".equals(field.getData("theoria.parameter"))) {
                field.setText("5");
            }
        }
        for (Button button : usable(Button.class)) {
            if (button.getText().replace("&", "").equals("Run")) {
                note("run");
                tell(button, SWT.Selection, null);
                return;
            }
        }
        note("no study to run");
    }

    /** Keys, wheel, drag and double click on what is painted. */
    private void canvas() {
        List<Canvas> canvases =
                usable(Canvas.class).stream()
                        .filter(c -> c.isListening(SWT.Paint) && c.isListening(SWT.MouseDown))
                        .filter(c -> c.getClass().getName().contains("Canvas"))
                        .toList();
        if (!canvases.isEmpty()) {
            Canvas canvas = one(canvases);
            MonkeyPointer pointer = new MonkeyPointer(canvas, random);
            note(pointer.act() + " on " + canvas.getClass().getSimpleName());
        }
    }

    /** A real click into a table or picture, through the display. */
    private void mouse() {
        List<Canvas> canvases =
                usable(Canvas.class).stream()
                        .filter(c -> c.getClass().getName().matches(".*(NatTable|Canvas)"))
                        .toList();
        if (!canvases.isEmpty()) {
            Canvas canvas = one(canvases);
            note("click into " + canvas.getClass().getSimpleName());
            new MonkeyPointer(canvas, random).click();
        }
    }

    private void screen() {
        note(screens.next());
    }

    private static void tell(Widget widget, int type, @Nullable Item item) {
        if (!widget.isDisposed()) {
            Event event = new Event();
            event.item = item;
            widget.notifyListeners(type, event);
        }
    }
}
