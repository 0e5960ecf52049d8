package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFPicture;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

import theoria.core.study.Run;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;
import theoria.draw.Pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.imageio.ImageIO;

/**
 * The sheets of one run: a first one with numbers, claims, remarks, charts and pictures, and one
 * per table. Tables too large to be kept in memory are left to the streaming writer.
 */
public final class RunSheets {
    /** Tables of more cells are streamed, and not charted. */
    private static final int MOST_CELLS = 200_000;

    /** Of the first sheet: label or claim, number, relation, expected, tolerance, holds. */
    private static final int[] WIDTHS = {46, 18, 9, 18, 16, 9};

    /** In pixels; wider ones are shown smaller. */
    private static final int WIDEST_PICTURE = 640;

    private final XSSFWorkbook workbook;
    private final SheetNames names;
    private final Styles styles;
    private final int number;
    private final Run run;
    private final Map<String, Table> large = new LinkedHashMap<>();
    private final LiveNumbers live = new LiveNumbers();
    private String first = "";

    /** The sheets of the run of a number, from 1. */
    public RunSheets(XSSFWorkbook workbook, SheetNames names, Styles styles, int number, Run run) {
        this.workbook = workbook;
        this.names = names;
        this.styles = styles;
        this.number = number;
        this.run = run;
    }

    /** Writes all but the large tables, which are given back by sheet name. */
    public Map<String, Table> write() throws IOException {
        XSSFSheet sheet =
                workbook.createSheet(names.sheet(number + " " + run.descriptor().title()));
        first = sheet.getSheetName();
        Pages.setUp(sheet);
        for (int c = 0; c < WIDTHS.length; c++) {
            sheet.setColumnWidth(c, WIDTHS[c] * 256);
        }
        int row = head(sheet);
        row = scalars(sheet, row);
        verdicts(sheet, row);
        int pictureRow = 3;
        for (Map.Entry<String, Result> picture : drawn(run.result()).entrySet()) {
            pictureRow = picture(sheet, pictureRow, picture.getKey(), picture.getValue());
        }
        for (Map.Entry<String, Table> table : otherTables().entrySet()) {
            table(table.getKey(), table.getValue());
        }
        live.derive(run.result().derivations());
        return large;
    }

    /** Name of the run's first sheet, once it is written. */
    public String firstSheet() {
        return first;
    }

    private int head(XSSFSheet sheet) {
        styles.title(sheet.createRow(0), run.descriptor().title());
        styles.text(sheet.createRow(1), 0, run.result().caption());
        int row = 2;
        for (String note : FlatResult.of(run.result()).notes()) {
            styles.text(sheet.createRow(row++), 0, "Note: " + note);
        }
        return row + 1;
    }

    private int scalars(XSSFSheet sheet, int first) {
        Map<String, Double> scalars = FlatResult.of(run.result()).scalars();
        if (scalars.isEmpty()) {
            return first;
        }
        Map<String, Integer> rows = new LinkedHashMap<>();
        int row = first;
        Row header = sheet.createRow(row++);
        styles.header(header, 0, "number");
        styles.header(header, 1, "value");
        for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
            Row line = sheet.createRow(row);
            styles.text(line, 0, scalar.getKey());
            styles.number(line, 1, scalar.getValue(), Column.Kind.REAL);
            live.add(scalar.getKey(), line.getCell(1));
            name(sheet, SheetNames.range(number, scalar.getKey()), row, 1);
            rows.put(scalar.getKey(), row++);
        }
        for (String key : scalars.keySet()) {
            Integer test = rows.get(key + "_test");
            if (test != null) {
                Row line = sheet.createRow(row++);
                styles.text(line, 0, key + " gap (second split - first)");
                styles.formula(
                        line,
                        1,
                        address(test) + "-" + address(Objects.requireNonNull(rows.get(key))));
            }
        }
        return row + 1;
    }

    private static String address(Integer row) {
        return new CellReference(row, 1).formatAsString();
    }

    private void name(XSSFSheet sheet, String name, int row, int column) {
        Name range = workbook.createName();
        range.setNameName(name);
        range.setRefersToFormula(
                SheetNames.quoted(sheet.getSheetName())
                        + "!"
                        + new CellReference(row, column, true, true).formatAsString());
    }

    private int verdicts(XSSFSheet sheet, int first) {
        List<Verdict> verdicts = FlatResult.of(run.result()).verdicts();
        if (verdicts.isEmpty()) {
            return first;
        }
        int row = first;
        Row header = sheet.createRow(row++);
        String[] headings = {"claim", "measured", "relation", "expected", "tolerance", "holds"};
        for (int c = 0; c < headings.length; c++) {
            styles.header(header, c, headings[c]);
        }
        for (Verdict verdict : verdicts) {
            Row line = sheet.createRow(row++);
            styles.text(line, 0, verdict.claim());
            styles.number(line, 1, verdict.measured(), Column.Kind.REAL);
            styles.text(line, 2, verdict.relation().sign());
            styles.number(line, 3, verdict.expected(), Column.Kind.REAL);
            styles.number(line, 4, verdict.tolerance(), Column.Kind.REAL);
            styles.condition(line, 5, holds(verdict, line.getRowNum() + 1));
        }
        return row + 1;
    }

    /** The claim as a live formula. */
    private static String holds(Verdict verdict, int row) {
        switch (verdict.relation()) {
            case AT_MOST:
                return "B" + row + "<=D" + row + "+E" + row;
            case AT_LEAST:
                return "B" + row + ">=D" + row + "-E" + row;
            default:
                return "ABS(B" + row + "-D" + row + ")<=E" + row;
        }
    }

    /** The parts with a picture, by name. */
    private static Map<String, Result> drawn(Result result) {
        return Pictures.of(result);
    }

    private int picture(XSSFSheet sheet, int row, String name, Result result) throws IOException {
        int next = row;
        if (result instanceof Curves) {
            for (Map.Entry<String, Table> table : result.tables().entrySet()) {
                XSSFSheet data = table(name + " " + table.getKey(), table.getValue());
                if (data != null && table.getValue().rows() > 0) {
                    String title =
                            result.tables().size() == 1
                                    ? result.title()
                                    : result.title() + ": " + table.getKey();
                    ErrorBars bands = new ErrorBars(table.getValue(), data, styles);
                    Charts.curves(
                            sheet, next, (Curves) result, title, table.getValue(), data, bands);
                    next += Charts.rows();
                }
            }
            return next;
        }
        if (result instanceof Surface) {
            next = surface(sheet, next, name, (Surface) result);
        }
        return image(sheet, next, result);
    }

    private int surface(XSSFSheet sheet, int row, String name, Surface surface) {
        List<XSSFSheet> grids = new ArrayList<>();
        for (Surface.Layer layer : surface.layers()) {
            XSSFSheet grid = workbook.createSheet(names.sheet(number + " " + layer.key()));
            SurfaceSheet.write(grid, surface, layer, styles);
            live.add(name, layer.axis().title(), grid, SurfaceSheet.cells(surface));
            grids.add(grid);
        }
        int step = SurfaceChart.add(sheet, row, surface, grids.get(0));
        if (step > 1) {
            Row line = sheet.getRow(2) == null ? sheet.createRow(2) : sheet.getRow(2);
            styles.text(
                    line, Charts.COLUMN, "The chart shows every " + step + "th row of the grid.");
        }
        return row + Charts.rows();
    }

    /** Places a picture in its own proportions; gives back the row below. */
    private int image(XSSFSheet sheet, int row, Result result) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BufferedImage image = Pictures.image(result, Pictures.bestStyle(result, false));
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("this Java cannot write PNG");
        }
        int picture = workbook.addPicture(png.toByteArray(), Workbook.PICTURE_TYPE_PNG);
        XSSFClientAnchor anchor = Charts.anchor(row);
        XSSFPicture placed = sheet.createDrawingPatriarch().createPicture(anchor, picture);
        placed.getCTPicture().getNvPicPr().getCNvPr().setDescr(result.title());
        placed.resize(Math.min(1, (double) WIDEST_PICTURE / image.getWidth()));
        return placed.getClientAnchor().getRow2() + 2;
    }

    /** Tables of parts that have no chart of their own, by their keys. */
    private Map<String, Table> otherTables() {
        Result result = run.result();
        if (result instanceof Composite) {
            Composite.Builder rest = Composite.builder(result.title());
            for (Map.Entry<String, Result> part : ((Composite) result).parts().entrySet()) {
                if (!charted(part.getValue())) {
                    rest.part(part.getKey(), part.getValue());
                }
            }
            return rest.build().tables();
        }
        return charted(result) ? Map.of() : result.tables();
    }

    /** A table's key as part of a sheet's name; not the name of the run's first sheet. */
    private String label(String key) {
        boolean taken = key.equalsIgnoreCase(run.descriptor().title());
        return taken ? key + " table" : key.replace('.', ' ');
    }

    private static boolean charted(Result result) {
        return result instanceof Curves || result instanceof Surface;
    }

    /**
     * Writes the table of a key to a sheet; null if it is large and left to the streaming writer.
     */
    private @org.jspecify.annotations.Nullable XSSFSheet table(String name, Table table) {
        String sheetName = names.sheet(number + " " + label(name));
        if ((long) table.rows() * table.columns().size() > MOST_CELLS) {
            large.put(sheetName, table);
            return null;
        }
        XSSFSheet sheet = workbook.createSheet(sheetName);
        TableSheet.write(sheet, table, styles);
        live.add(name, table, sheet);
        return sheet;
    }
}
