package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.selection.command.SelectCellCommand;
import org.eclipse.nebula.widgets.nattable.style.DisplayMode;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is selected in one place is followed everywhere, and taken by forms. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Following {
    private static final Pattern FILTER = Pattern.compile(".*:1 · (conv1:\\d+).*");

    @Test
    @Order(1)
    void aTileSelectsItsFilter() throws IOException {
        Window.on(Diagram::closeAll);
        User.perspective("theoria.app.visualize");
        User.choose("digits-lenet");
        User.choose("Filters");
        User.press("Run");
        Window.until("the filters", 60, () -> FirstStart.editor().startsWith("Filters"));
        Window.until("they are done", 60, () -> FirstStart.unfinished() == 0);
        Window.until("a picture", 30, () -> picture().isPresent());
        Window.until("a filter is selected", 20, Following::clickATile);
        Window.screenshot("selection-tile");
    }

    /** The picture in front. */
    static Optional<Canvas> picture() {
        return Window.all(Canvas.class).stream()
                .filter(c -> c.getClass().getSimpleName().equals("PictureCanvas"))
                .filter(c -> c.isVisible() && c.getSize().x > 300)
                .findFirst();
    }

    /** Clicks where the second tile of the first row is, and tells whether it is selected. */
    private static boolean clickATile() {
        click(picture().orElseThrow(), 160, 60);
        return status().equals("conv1:1");
    }

    static void click(Canvas canvas, int x, int y) {
        for (int type : new int[] {SWT.MouseDown, SWT.MouseUp}) {
            Event event = new Event();
            event.button = 1;
            event.x = x;
            event.y = y;
            canvas.notifyListeners(type, event);
        }
    }

    @Test
    @Order(2)
    void keysSelectTheNextFilter() {
        press('l');
        Window.until("the filter to the right", 20, () -> status().equals("conv1:2"));
        press('j');
        Window.until("the filter to the left", 20, () -> status().equals("conv1:1"));
    }

    private static void press(char key) {
        Window.on(
                () -> {
                    Event event = new Event();
                    event.keyCode = key;
                    event.character = key;
                    picture().orElseThrow().notifyListeners(SWT.KeyDown, event);
                    return true;
                });
    }

    @Test
    @Order(3)
    void theTableShowsTheRowOfTheSelectedFilter() throws IOException {
        String filter = Window.on(Following::status);
        User.tab("Measures of conv1");
        Window.until("its row", 20, () -> filter.equals(selectedRow()));
        Window.screenshot("selection-table");
        Window.later(() -> User.command("theoria.ui.back"));
        Window.until("another one is selected", 20, () -> !status().equals(filter));
    }

    @Test
    @Order(4)
    void aRowSelectsItsFilter() {
        Window.on(
                () -> {
                    NatTable table = table().orElseThrow();
                    int y = table.getStartYOfRowPosition(4) + 4;
                    return table.doCommand(
                            new SelectCellCommand(
                                    table, 1, table.getRowPositionByY(y), false, false));
                });
        Window.until("the fourth filter", 20, () -> status().equals("conv1:3"));
        User.tab("Filters of conv1");
    }

    private static Optional<NatTable> table() {
        return Window.all(NatTable.class).stream().filter(NatTable::isVisible).findFirst();
    }

    /** The name in the first column of the row that is selected. */
    private static String selectedRow() {
        NatTable table = table().orElse(null);
        for (int row = 1; table != null && row < table.getRowCount(); row++) {
            if (table.getDisplayModeByPosition(1, row).equals(DisplayMode.SELECT)) {
                return String.valueOf(table.getDataValueByPosition(1, row));
            }
        }
        return "none";
    }

    /** The filter that is selected, as the status line says; empty if none is. */
    private static String status() {
        return Window.texts().stream()
                .map(FILTER::matcher)
                .filter(Matcher::matches)
                .map(status -> status.group(1))
                .findFirst()
                .orElse("");
    }

    @Test
    @Order(5)
    void aFormTakesTheSelectedLayer() throws IOException {
        User.choose("Activations");
        Window.until("the form", 20, () -> FirstStart.hasText("Activations"));
        Window.until("its layers are offered", 30, () -> layer().getItemCount() > 3);
        assertThat(Window.on(() -> layer().getText())).isEmpty();
        Window.screenshot("selection-form");
        User.command("theoria.ui.useSelection");
        Window.until("the layer is taken", 20, () -> !layer().getText().isEmpty());
        String taken = Window.on(() -> layer().getText());
        assertThat(Window.on(() -> List.of(layer().getItems()))).contains(taken);
        Window.screenshot("selection-taken");
    }

    private static Combo layer() {
        return Window.all(Combo.class).stream()
                .filter(combo -> "layer".equals(combo.getData("theoria.parameter")))
                .findFirst()
                .orElseThrow();
    }
}
