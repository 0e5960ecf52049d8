package theoria.ui.internal.viewer;

import org.eclipse.nebula.widgets.nattable.sort.ISortModel;
import org.eclipse.nebula.widgets.nattable.sort.SortDirectionEnum;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Sorting by one column: a click ascends, the next descends, the next leaves the table's order. */
final class SortByColumn implements ISortModel {
    TableOrder order = TableOrder.NONE;
    private final Consumer<TableOrder> orders;

    SortByColumn(Consumer<TableOrder> orders) {
        this.orders = orders;
    }

    @Override
    public List<Integer> getSortedColumnIndexes() {
        return order.column() < 0 ? List.of() : List.of(order.column());
    }

    @Override
    public boolean isColumnIndexSorted(int column) {
        return order.column() == column;
    }

    @Override
    public SortDirectionEnum getSortDirection(int column) {
        if (!isColumnIndexSorted(column)) {
            return SortDirectionEnum.NONE;
        }
        return order.descending() ? SortDirectionEnum.DESC : SortDirectionEnum.ASC;
    }

    @Override
    public int getSortOrder(int column) {
        return isColumnIndexSorted(column) ? 0 : -1;
    }

    @Override
    @SuppressWarnings("rawtypes") // so it is declared there
    public List<Comparator> getComparatorsForColumnIndex(int column) {
        return List.of();
    }

    @Override
    public Comparator<?> getColumnComparator(int column) {
        return Comparator.naturalOrder();
    }

    @Override
    public void sort(int column, SortDirectionEnum direction, boolean accumulate) {
        boolean none = direction == SortDirectionEnum.NONE;
        orders.accept(
                new TableOrder(
                        order.filter(), none ? -1 : column, direction == SortDirectionEnum.DESC));
    }

    @Override
    public void clear() {
        orders.accept(new TableOrder(order.filter(), -1, false));
    }
}
