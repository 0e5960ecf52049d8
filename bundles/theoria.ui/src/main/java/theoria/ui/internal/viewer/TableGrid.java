package theoria.ui.internal.viewer;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.config.AbstractRegistryConfiguration;
import org.eclipse.nebula.widgets.nattable.config.CellConfigAttributes;
import org.eclipse.nebula.widgets.nattable.config.ConfigRegistry;
import org.eclipse.nebula.widgets.nattable.config.DefaultNatTableStyleConfiguration;
import org.eclipse.nebula.widgets.nattable.config.IConfigRegistry;
import org.eclipse.nebula.widgets.nattable.coordinate.PositionCoordinate;
import org.eclipse.nebula.widgets.nattable.data.IDataProvider;
import org.eclipse.nebula.widgets.nattable.freeze.CompositeFreezeLayer;
import org.eclipse.nebula.widgets.nattable.freeze.FreezeHelper;
import org.eclipse.nebula.widgets.nattable.freeze.FreezeLayer;
import org.eclipse.nebula.widgets.nattable.grid.data.DefaultCornerDataProvider;
import org.eclipse.nebula.widgets.nattable.grid.layer.ColumnHeaderLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.CornerLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.DefaultColumnHeaderDataLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.DefaultRowHeaderDataLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.GridLayer;
import org.eclipse.nebula.widgets.nattable.grid.layer.RowHeaderLayer;
import org.eclipse.nebula.widgets.nattable.layer.DataLayer;
import org.eclipse.nebula.widgets.nattable.layer.event.ILayerEvent;
import org.eclipse.nebula.widgets.nattable.layer.event.RowStructuralRefreshEvent;
import org.eclipse.nebula.widgets.nattable.selection.SelectionLayer;
import org.eclipse.nebula.widgets.nattable.selection.command.SelectRowsCommand;
import org.eclipse.nebula.widgets.nattable.selection.event.ColumnSelectionEvent;
import org.eclipse.nebula.widgets.nattable.selection.event.ISelectionEvent;
import org.eclipse.nebula.widgets.nattable.sort.SortHeaderLayer;
import org.eclipse.nebula.widgets.nattable.sort.config.SingleClickSortConfiguration;
import org.eclipse.nebula.widgets.nattable.style.CellStyleAttributes;
import org.eclipse.nebula.widgets.nattable.style.DisplayMode;
import org.eclipse.nebula.widgets.nattable.style.HorizontalAlignmentEnum;
import org.eclipse.nebula.widgets.nattable.style.Style;
import org.eclipse.nebula.widgets.nattable.style.theme.ModernNatTableThemeConfiguration;
import org.eclipse.nebula.widgets.nattable.util.GUIHelper;
import org.eclipse.nebula.widgets.nattable.viewport.ViewportLayer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.core.study.result.Column;
import theoria.core.study.result.Table;
import theoria.draw.ColourMap;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One table in a grid that asks for a cell when it is to be seen. */
final class TableGrid {
    private static final int SHADES = 16;
    private static final String SHADE = "shade";
    private static final String NUMBER = "number";

    private final NatTable control;
    private final DataLayer body;
    private final Cells cells;
    private final SelectionLayer selection;
    private final ViewportLayer viewport;
    private final SortByColumn sort;
    private Table table;
    private int @Nullable [] rows;
    private boolean coloured;
    private boolean selecting;

    /**
     * Makes the grid.
     *
     * @param orders hears in which order the person wants the rows
     * @param selected hears which row of the table the person selects
     */
    TableGrid(
            Composite parent,
            Table table,
            boolean dark,
            Consumer<TableOrder> orders,
            IntConsumer selected) {
        this.table = table;
        this.cells = new Cells();
        this.sort = new SortByColumn(orders);
        body = new DataLayer(cells);
        widths();
        body.setConfigLabelAccumulator((labels, column, row) -> label(labels, column, row));
        selection = new SelectionLayer(body);
        selection.addLayerListener(event -> heard(event, selected));
        viewport = new ViewportLayer(selection);
        FreezeLayer freeze = new FreezeLayer(selection);
        CompositeFreezeLayer frozen = new CompositeFreezeLayer(freeze, viewport, selection);
        if (table.columns().size() > 2 && !table.columns().get(0).numeric()) {
            FreezeHelper.freeze(
                    freeze,
                    viewport,
                    new PositionCoordinate(selection, 0, 0),
                    new PositionCoordinate(selection, 0, -1));
        }
        IDataProvider headings = new Headings();
        DefaultColumnHeaderDataLayer columnData = new DefaultColumnHeaderDataLayer(headings);
        ConfigRegistry registry = new ConfigRegistry();
        ColumnHeaderLayer columns = new ColumnHeaderLayer(columnData, frozen, selection);
        SortHeaderLayer<Object> sortable = new SortHeaderLayer<>(columns, sort, false);
        IDataProvider numbers = new RowNumbers();
        DefaultRowHeaderDataLayer rowData = new DefaultRowHeaderDataLayer(numbers);
        RowHeaderLayer rowHeader = new RowHeaderLayer(rowData, frozen, selection);
        rowData.setDefaultColumnWidth(60);
        CornerLayer corner =
                new CornerLayer(
                        new DataLayer(new DefaultCornerDataProvider(headings, numbers)),
                        rowHeader,
                        sortable);
        GridLayer grid = new GridLayer(frozen, sortable, rowHeader, corner);
        control =
                new NatTable(parent, SWT.NO_BACKGROUND | SWT.V_SCROLL | SWT.H_SCROLL, grid, false);
        control.setConfigRegistry(registry);
        control.addConfiguration(new DefaultNatTableStyleConfiguration());
        control.addConfiguration(new SingleClickSortConfiguration());
        control.addConfiguration(new Look());
        control.configure();
        control.setTheme(dark ? new DarkTable() : new ModernNatTableThemeConfiguration());
    }

    private void widths() {
        body.setDefaultColumnWidth(100);
        for (int c = 0; c < table.columns().size(); c++) {
            int longest = table.columns().get(c).heading().length() + 3;
            for (int row = 0; row < Math.min(200, table.rows()); row++) {
                longest = Math.max(longest, CellText.shown(table.columns().get(c), row).length());
            }
            body.setColumnWidthByPosition(c, Math.max(60, Math.min(420, 14 + 8 * longest)));
        }
    }

    private void heard(ILayerEvent event, IntConsumer selected) {
        if (!selecting
                && event instanceof ISelectionEvent
                && !(event instanceof ColumnSelectionEvent)) {
            PositionCoordinate anchor = selection.getSelectionAnchor();
            if (anchor != null
                    && anchor.getRowPosition() >= 0
                    && anchor.getRowPosition() < count()) {
                selected.accept(row(anchor.getRowPosition()));
            }
        }
    }

    /** Selects a row of the table and brings it into sight, if it is among those shown. */
    void select(int wanted) {
        int position = position(wanted);
        boolean already = selection.isRowPositionSelected(position);
        if (position < 0 || already) {
            return;
        }
        selecting = true;
        try {
            control.doCommand(new SelectRowsCommand(selection, 0, position, false, false));
            viewport.moveRowPositionIntoViewport(position);
        } finally {
            selecting = false;
        }
    }

    private int position(int wanted) {
        int[] shown = rows;
        if (shown == null) {
            return wanted;
        }
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    NatTable control() {
        return control;
    }

    Table table() {
        return table;
    }

    TableOrder order() {
        return sort.order;
    }

    void dispose() {
        control.dispose();
    }

    /** Shows newer rows of the same columns. */
    void show(Table newer) {
        int before = count();
        table = newer;
        rows = null;
        changed(before);
    }

    /**
     * A change of the structure makes the grid look at every row: not unless their number changed.
     */
    private void changed(int before) {
        if (count() == before) {
            control.refresh(false);
        } else {
            body.fireLayerEvent(new RowStructuralRefreshEvent(body));
        }
    }

    /** The order that is being found. */
    void wants(TableOrder order) {
        sort.order = order;
    }

    /** Shows these rows of the table; all, in its order, if there is none. */
    void rows(int @Nullable [] shown) {
        int before = count();
        rows = shown;
        changed(before);
    }

    /** Colours numbers by their size, or not. */
    void colour(boolean on) {
        coloured = on;
        control.refresh(false);
    }

    private int row(int position) {
        int[] shown = rows;
        return shown == null ? position : shown[position];
    }

    private int count() {
        int[] shown = rows;
        return shown == null ? table.rows() : shown.length;
    }

    private void label(
            org.eclipse.nebula.widgets.nattable.layer.LabelStack labels, int index, int position) {
        Column column = table.columns().get(index);
        if (!column.numeric()) {
            return;
        }
        labels.addLabel(NUMBER);
        double[] range = coloured ? cells.range(index) : null;
        double value = column.number(row(position));
        if (range != null && Double.isFinite(value) && range[1] > range[0]) {
            double place = (value - range[0]) / (range[1] - range[0]);
            labels.addLabelOnTop(SHADE + (int) Math.min(SHADES - 1, place * SHADES));
        }
    }

    /** The cells as they are shown. */
    private final class Cells implements IDataProvider {
        private double @Nullable [] @Nullable [] ranges;
        private @Nullable Table of;

        @Override
        public Object getDataValue(int column, int position) {
            return CellText.shown(table.columns().get(column), row(position));
        }

        @Override
        public void setDataValue(int column, int position, Object value) {
            throw new UnsupportedOperationException("results are not edited");
        }

        @Override
        public int getColumnCount() {
            return table.columns().size();
        }

        @Override
        public int getRowCount() {
            return count();
        }

        /** Smallest and largest finite number of a column, found once. */
        double[] range(int index) {
            double[][] known = ranges;
            if (known == null || of != table) {
                known = new double[table.columns().size()][];
                ranges = known;
                of = table;
            }
            if (known[index] == null) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int row = 0; row < table.rows(); row++) {
                    double value = table.columns().get(index).number(row);
                    if (Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
                known[index] = new double[] {low, high};
            }
            return known[index];
        }
    }

    /** The titles of the columns. */
    private final class Headings implements IDataProvider {
        @Override
        public Object getDataValue(int column, int row) {
            return table.columns().get(column).heading();
        }

        @Override
        public void setDataValue(int column, int row, Object value) {
            throw new UnsupportedOperationException("results are not edited");
        }

        @Override
        public int getColumnCount() {
            return table.columns().size();
        }

        @Override
        public int getRowCount() {
            return 1;
        }
    }

    /** Row numbers in the order of the table, from 1. */
    private final class RowNumbers implements IDataProvider {
        @Override
        public Object getDataValue(int column, int position) {
            return Integer.toString(row(position) + 1);
        }

        @Override
        public void setDataValue(int column, int row, Object value) {
            throw new UnsupportedOperationException("row numbers are not edited");
        }

        @Override
        public int getColumnCount() {
            return 1;
        }

        @Override
        public int getRowCount() {
            return count();
        }
    }

    /** Alignment of numbers, shades. */
    private static final class Look extends AbstractRegistryConfiguration {
        @Override
        public void configureRegistry(IConfigRegistry registry) {
            Style right = new Style();
            right.setAttributeValue(
                    CellStyleAttributes.HORIZONTAL_ALIGNMENT, HorizontalAlignmentEnum.RIGHT);
            registry.registerConfigAttribute(
                    CellConfigAttributes.CELL_STYLE, right, DisplayMode.NORMAL, NUMBER);
            for (int shade = 0; shade < SHADES; shade++) {
                int rgb = ColourMap.VIRIDIS.rgb((shade + 0.5) / SHADES);
                Style style = new Style();
                style.setAttributeValue(
                        CellStyleAttributes.BACKGROUND_COLOR,
                        GUIHelper.getColor(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
                style.setAttributeValue(
                        CellStyleAttributes.FOREGROUND_COLOR,
                        shade < SHADES * 5 / 8 ? GUIHelper.COLOR_WHITE : GUIHelper.COLOR_BLACK);
                registry.registerConfigAttribute(
                        CellConfigAttributes.CELL_STYLE, style, DisplayMode.NORMAL, SHADE + shade);
            }
        }
    }
}
