package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;

import theoria.core.study.result.Column;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.Table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of a run stand in the workbook, and the formulas of those that follow from
 * others. A number that follows from what is not there - a table too large to be kept in memory -
 * or that is not finite, which Excel lacks, stays a copy.
 */
final class LiveNumbers {
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, Map<String, String>> ranges = new HashMap<>();

    /** Remembers the cell of a number. */
    void add(String key, Cell cell) {
        cells.put(key, cell);
    }

    /** Remembers a table that lies on a sheet of its own under one row of headings. */
    void add(String key, Table table, XSSFSheet sheet) {
        List<Column> columns = table.columns();
        for (int c = 0; c < columns.size() && table.rows() > 0; c++) {
            CellRangeAddress range = new CellRangeAddress(1, table.rows(), c, c);
            add(key, columns.get(c).title(), sheet, range);
        }
    }

    /** Remembers the range of a column. */
    void add(String table, String column, XSSFSheet sheet, CellRangeAddress range) {
        String address = range.formatAsString(sheet.getSheetName(), true);
        ranges.computeIfAbsent(table, key -> new HashMap<>()).put(column, address);
    }

    /** Turns the derived numbers into formulas, once every table is written. */
    void derive(Map<String, Derivation> derivations) {
        derivations.forEach(
                (key, derivation) -> {
                    Cell cell = cells.get(key);
                    String formula = formula(derivation);
                    if (cell != null && !formula.isEmpty() && isNumber(cell)) {
                        cell.setCellFormula(formula);
                    }
                });
    }

    private static boolean isNumber(Cell cell) {
        return cell.getCellType() == CellType.NUMERIC;
    }

    private String formula(Derivation derivation) {
        if (derivation.function().ofNumbers()) {
            Cell first = cells.get(derivation.first());
            Cell second = cells.get(derivation.second());
            String sign = derivation.function() == Derivation.Function.RATIO ? "/" : "-";
            return first == null || second == null ? "" : address(first) + sign + address(second);
        }
        String range =
                ranges.getOrDefault(derivation.first(), Map.of())
                        .getOrDefault(derivation.second(), "");
        return range.isEmpty() ? "" : word(derivation.function()) + "(" + range + ")";
    }

    private static String address(Cell cell) {
        return new CellReference(cell.getRowIndex(), cell.getColumnIndex()).formatAsString();
    }

    private static String word(Derivation.Function function) {
        switch (function) {
            case LEAST:
                return "MIN";
            case LARGEST:
                return "MAX";
            default:
                return function.name();
        }
    }
}
