package theoria.ui.internal.bench;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.sort.SortDirectionEnum;
import org.eclipse.nebula.widgets.nattable.sort.command.SortColumnCommand;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;

import java.util.LinkedHashMap;
import java.util.Map;

/** How soon a table of a million rows is seen, how smoothly it scrolls, how long sorting takes. */
final class TableMeasure implements Measure {
    private static final int ROWS = 1_000_000;
    private static final double SECONDS = 4;

    /** A multiplier without a factor in common with the number of rows: each number once. */
    private static final long SHUFFLE = 387_420_489L;

    @Override
    public String work() {
        return "a table of 1,000,000 rows, opened, scrolled by pages, sorted by a column";
    }

    @Override
    public Map<String, Double> take(Stage stage) throws BenchException {
        Table table = table();
        return stage.on(() -> use(stage, table));
    }

    private static Map<String, Double> use(Stage stage, Table table) throws BenchException {
        long begun = System.nanoTime();
        stage.open("Table", table).stack().choose("Table");
        NatTable grid = Stage.required(stage.all(NatTable.class), () -> "there is no table");
        Map<String, Double> facts = new LinkedHashMap<>();
        facts.put("first_paint_ms", stage.painted(grid, begun));
        facts.put("fps_scrolling", stage.framesPerSecond(grid, SECONDS, () -> page(grid)));
        grid.getVerticalBar().setSelection(0);
        grid.getVerticalBar().notifyListeners(SWT.Selection, new Event());
        long asked = System.nanoTime();
        grid.doCommand(new SortColumnCommand(grid, 2, SortDirectionEnum.DESC));
        String largest = String.valueOf(ROWS - 1);
        stage.until("the sorted table", () -> digits(grid).equals(largest));
        facts.put("sort_seconds", Statistics.millisSince(asked) / 1000);
        return facts;
    }

    /** The first cell of the second column, without what stands between its digits. */
    private static String digits(NatTable grid) {
        return String.valueOf(grid.getDataValueByPosition(2, 1)).replaceAll("\\D", "");
    }

    private static void page(NatTable grid) {
        ScrollBar bar = grid.getVerticalBar();
        int next = bar.getSelection() + bar.getPageIncrement();
        bar.setSelection(next + bar.getThumb() > bar.getMaximum() ? 0 : next);
        bar.notifyListeners(SWT.Selection, new Event());
    }

    private static Table table() {
        double[] numbers = new double[ROWS];
        double[] shuffled = new double[ROWS];
        double[] losses = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            numbers[row] = row;
            shuffled[row] = row * SHUFFLE % ROWS;
            losses[row] = Math.abs(Math.sin(row * 0.7)) * 3;
        }
        return Table.builder("Table")
                .column(Column.integers("example", numbers))
                .column(Column.integers("rank", shuffled))
                .column(Column.reals("loss", losses))
                .build();
    }
}
