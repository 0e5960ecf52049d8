package theoria.core.study.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions of one variable, drawn in one picture.
 *
 * @param content shared part
 * @param x horizontal axis
 * @param y vertical axis
 * @param series the curves
 * @param marks reference lines
 */
public record Curves(Content content, Axis x, Axis y, List<Series> series, List<Mark> marks)
        implements Result {
    /** Takes immutable copies. */
    public Curves {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    /**
     * A reference line.
     *
     * @param label beside it
     * @param vertical whether it stands at an abscissa, else at an ordinate
     * @param at where
     */
    public record Mark(String label, boolean vertical, double at) {}

    /** Starts a picture. */
    public static Builder builder(String title, Axis x, Axis y) {
        return new Builder(title, x, y);
    }

    @Override
    public String kind() {
        return "curves";
    }

    /** One table if all curves share their abscissae (or bin edges), else one per curve. */
    @Override
    public Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        if (series.isEmpty()) {
            return tables;
        }
        if (series.stream().allMatch(this::sharesAbscissae)) {
            tables.put("curves", table(series));
            return tables;
        }
        for (Series one : series) {
            String key = one.name();
            for (int again = 2; tables.containsKey(key); again++) {
                key = one.name() + " " + again;
            }
            tables.put(key, table(List.of(one)));
        }
        return tables;
    }

    private boolean sharesAbscissae(Series one) {
        Series first = series.get(0);
        boolean sameForm =
                (one.style() == Series.Style.BARS) == (first.style() == Series.Style.BARS);
        return sameForm && Arrays.equals(one.x(), first.x());
    }

    private Table table(List<Series> together) {
        Table.Builder table = Table.builder(title());
        Series first = together.get(0);
        if (first.style() == Series.Style.BARS) {
            int bins = first.y().length;
            table.column(real(x.title() + " from", x.unit(), Arrays.copyOf(first.x(), bins)));
            table.column(
                    real(x.title() + " to", x.unit(), Arrays.copyOfRange(first.x(), 1, bins + 1)));
        } else {
            table.column(real(x.title(), x.unit(), first.x()));
        }
        for (Series one : together) {
            table.column(real(one.name(), y.unit(), one.y()));
            if (one.hasBand()) {
                table.column(real(one.name() + " lower", y.unit(), one.lower()));
                table.column(real(one.name() + " upper", y.unit(), one.upper()));
            }
        }
        return table.build();
    }

    private static Column real(String title, String unit, double[] values) {
        return Column.numbers(title, unit, Column.Kind.REAL, values);
    }

    /** Collects curves. */
    public static final class Builder extends Content.Builder<Builder> {
        private final Axis x;
        private final Axis y;
        private final List<Series> series = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();

        private Builder(String title, Axis x, Axis y) {
            super(title);
            this.x = x;
            this.y = y;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds a curve. */
        public Builder series(Series curve) {
            series.add(curve);
            return this;
        }

        /** Adds a vertical reference line. */
        public Builder markX(String label, double at) {
            marks.add(new Mark(label, true, at));
            return this;
        }

        /** Adds a horizontal reference line. */
        public Builder markY(String label, double at) {
            marks.add(new Mark(label, false, at));
            return this;
        }

        /** The finished picture. */
        public Curves build() {
            return new Curves(content(), x, y, series, marks);
        }
    }
}
