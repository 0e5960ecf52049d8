package theoria.report.xlsx;

import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

import theoria.core.model.load.FormatException;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportVerifier;
import theoria.report.xlsx.internal.CoverSheets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Checks a workbook of {@link XlsxWriter}: every cell of the stored file is held against that of a
 * workbook that has the rerun's numbers and the stored provenance, and every formula is evaluated
 * again.
 */
public final class XlsxVerifier implements ReportVerifier {
    private static final long MOST_BYTES = 100L << 20;

    /** Spreadsheet programs keep fifteen digits of a number when they save a file again. */
    private static final double FIFTEEN_DIGITS = 1e-14;

    @Override
    public List<String> extensions() {
        return List.of("xlsx");
    }

    @Override
    public List<Provenance> runs(Path file) throws FormatException {
        try (XSSFWorkbook workbook = open(file)) {
            Sheet sheet = workbook.getSheet(CoverSheets.PROVENANCE);
            if (sheet == null) {
                throw new FormatException(
                        "'"
                                + file.getFileName()
                                + "' has no sheet "
                                + CoverSheets.PROVENANCE
                                + "; expected a workbook written by Theoria");
            }
            Map<String, Map<String, String>> runs = new LinkedHashMap<>();
            for (Row row : sheet) {
                if (row.getRowNum() > 0 && row.getLastCellNum() >= 3) {
                    runs.computeIfAbsent(text(row, 0), run -> new LinkedHashMap<>())
                            .put(text(row, 1), text(row, 2));
                }
            }
            return runs.values().stream().map(Provenance::new).toList();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String text(Row row, int column) {
        Cell cell = row.getCell(column);
        return cell == null ? "" : cell.toString();
    }

    private static XSSFWorkbook open(Path file) throws FormatException {
        try {
            requireReadable(file);
            return new XSSFWorkbook(OPCPackage.open(file.toFile(), PackageAccess.READ));
        } catch (IOException
                | InvalidFormatException
                | POIXMLException
                | OpenXML4JRuntimeException
                | UnsupportedFileFormatException e) {
            throw unreadable(file, e);
        }
    }

    /** A workbook is compared in memory, so its size is bounded before it is opened. */
    private static void requireReadable(Path file) throws IOException, FormatException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long bytes = zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
            if (bytes > MOST_BYTES) {
                throw new FormatException(
                        "'"
                                + file.getFileName()
                                + "' holds "
                                + (bytes >> 20)
                                + " MiB of sheets and pictures, too many to be verified; expected"
                                + " at most "
                                + (MOST_BYTES >> 20)
                                + " MiB");
            }
        }
    }

    private static FormatException unreadable(Path file, Exception e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new FormatException(
                "'"
                        + file.getFileName()
                        + "' cannot be read as a workbook ("
                        + reason
                        + "); expected .xlsx",
                e);
    }

    @Override
    public Comparison compare(Path stored, Report fresh, Path scratch, double tolerance)
            throws FormatException, IOException {
        Path recomputed = scratch.resolve("recomputed.xlsx");
        try (XSSFWorkbook old = open(stored)) {
            Row first = old.getSheetAt(0).getRow(0);
            String title = first == null ? "" : text(first, 0);
            List<Run> runs = withProvenance(fresh.runs(), runs(stored));
            new XlsxWriter().write(new Report(title, runs), recomputed);
            try (XSSFWorkbook now = open(recomputed)) {
                String program = old.getProperties().getExtendedProperties().getApplication();
                if (XlsxWriter.APPLICATION.equals(program)) {
                    return new Comparing(old, now, tolerance).run(List.of());
                }
                String remark =
                        "saved again by "
                                + (program == null ? "another program" : program)
                                + ": compared to fifteen digits";
                double rounded = Math.max(tolerance, FIFTEEN_DIGITS);
                return new Comparing(old, now, rounded).run(List.of(remark));
            }
        } finally {
            Files.deleteIfExists(recomputed);
        }
    }

    /** Runs that tell of when, where and with what the stored numbers were computed. */
    private static List<Run> withProvenance(List<Run> runs, List<Provenance> stored) {
        List<Run> told = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            told.add(new Run(run.id(), run.descriptor(), run.result(), stored.get(i)));
        }
        return told;
    }

    /** One comparison. */
    private static final class Comparing {
        private final XSSFWorkbook stored;
        private final XSSFWorkbook fresh;
        private final double tolerance;
        private final FormulaEvaluator evaluator;
        private final List<Drift> drifts = new ArrayList<>();
        private int numbers;
        private int formulas;

        Comparing(XSSFWorkbook stored, XSSFWorkbook fresh, double tolerance) {
            this.stored = stored;
            this.fresh = fresh;
            this.tolerance = tolerance;
            this.evaluator = stored.getCreationHelper().createFormulaEvaluator();
        }

        Comparison run(List<String> remarks) {
            for (Sheet sheet : fresh) {
                Sheet old = stored.getSheet(sheet.getSheetName());
                if (old == null) {
                    drifts.add(new Drift("'" + sheet.getSheetName() + "'", "missing", "a sheet"));
                } else {
                    compare(old, sheet);
                }
            }
            return new Comparison(numbers, formulas, drifts, remarks);
        }

        private void compare(Sheet old, Sheet now) {
            int last = Math.max(old.getLastRowNum(), now.getLastRowNum());
            for (int r = 0; r <= last; r++) {
                Row oldRow = old.getRow(r);
                Row nowRow = now.getRow(r);
                int width =
                        Math.max(
                                oldRow == null ? 0 : oldRow.getLastCellNum(),
                                nowRow == null ? 0 : nowRow.getLastCellNum());
                for (int c = 0; c < width; c++) {
                    Cell a = oldRow == null ? null : oldRow.getCell(c);
                    Cell b = nowRow == null ? null : nowRow.getCell(c);
                    compare(old.getSheetName(), r, c, a, b);
                }
            }
        }

        private void compare(
                String sheet,
                int row,
                int column,
                @org.jspecify.annotations.Nullable Cell old,
                @org.jspecify.annotations.Nullable Cell now) {
            String address = "'" + sheet + "'!" + new CellReference(row, column).formatAsString();
            if (old == null || now == null) {
                if (old != now) {
                    drifts.add(new Drift(address, show(old), show(now)));
                }
                return;
            }
            if (old.getCellType() == CellType.FORMULA) {
                formulas++;
                checkFormula(address, old, now);
            } else if (old.getCellType() == CellType.NUMERIC
                    && now.getCellType() == CellType.NUMERIC) {
                numbers++;
                double stored = old.getNumericCellValue();
                double recomputed = now.getNumericCellValue();
                if (!equal(stored, recomputed)) {
                    drifts.add(
                            new Drift(
                                    address, Double.toString(stored), Double.toString(recomputed)));
                }
            } else if (!show(old).equals(show(now))) {
                drifts.add(new Drift(address, show(old), show(now)));
            }
        }

        private void checkFormula(String address, Cell old, Cell now) {
            CellValue evaluated = evaluator.evaluate(old);
            if (!keeps(old, evaluated)) {
                drifts.add(new Drift(address, value(old), evaluated.formatAsString()));
            }
            boolean same =
                    now.getCellType() == CellType.FORMULA
                            && plain(now.getCellFormula()).equals(plain(old.getCellFormula()));
            if (!same) {
                drifts.add(new Drift(address, old.getCellFormula(), show(now)));
            }
        }

        /** Whether the file keeps the value that a formula has. */
        private boolean keeps(Cell formula, CellValue evaluated) {
            boolean numbers =
                    formula.getCachedFormulaResultType() == CellType.NUMERIC
                            && evaluated.getCellType() == CellType.NUMERIC;
            return numbers
                    ? equal(formula.getNumericCellValue(), evaluated.getNumberValue())
                    : evaluated.formatAsString().equals(value(formula));
        }

        /** A formula without the quotes and dollar signs, which programs set as they like. */
        private static String plain(String formula) {
            return formula.replace("$", "").replace("'", "");
        }

        /** The value that the file keeps of a formula, in the form of {@link CellValue}. */
        private static String value(Cell formula) {
            switch (formula.getCachedFormulaResultType()) {
                case NUMERIC:
                    return new CellValue(formula.getNumericCellValue()).formatAsString();
                case BOOLEAN:
                    return CellValue.valueOf(formula.getBooleanCellValue()).formatAsString();
                case STRING:
                    return new CellValue(formula.getStringCellValue()).formatAsString();
                default:
                    return "error";
            }
        }

        private boolean equal(double a, double b) {
            return a == b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
        }

        private static String show(@org.jspecify.annotations.Nullable Cell cell) {
            return cell == null ? "nothing" : cell.toString();
        }
    }
}
