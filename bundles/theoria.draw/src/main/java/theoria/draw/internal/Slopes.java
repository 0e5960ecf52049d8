package theoria.draw.internal;

/**
 * The gradient of a quantity on its grid by central differences: dz/dx at (x<sub>j</sub>,
 * y<sub>i</sub>) = (z<sub>i,j+1</sub> - z<sub>i,j-1</sub>) / (x<sub>j+1</sub> - x<sub>j-1</sub>),
 * and so for y. There is none at the border and beside cells that are missing or not finite. It is
 * that of the quantity itself, on a logarithmic scale of colours, too.
 */
final class Slopes {
    private final Field field;
    private final double[] x;
    private final double[] y;

    Slopes(Field field) {
        this.field = field;
        x = field.surface().x();
        y = field.surface().y();
    }

    /** dz/dx and dz/dy at a point of the grid; empty where there is none. */
    double[] at(int column, int row) {
        boolean inside = column > 0 && row > 0 && column + 1 < x.length && row + 1 < y.length;
        if (!inside || !known(column, row)) {
            return new double[0];
        }
        boolean surrounded =
                known(column - 1, row)
                        && known(column + 1, row)
                        && known(column, row - 1)
                        && known(column, row + 1);
        if (!surrounded) {
            return new double[0];
        }
        double across = value(column + 1, row) - value(column - 1, row);
        double up = value(column, row + 1) - value(column, row - 1);
        return new double[] {
            across / (x[column + 1] - x[column - 1]), up / (y[row + 1] - y[row - 1])
        };
    }

    private double value(int column, int row) {
        return field.value(row * x.length + column);
    }

    private boolean known(int column, int row) {
        return field.computed(row * x.length + column) && Double.isFinite(value(column, row));
    }
}
