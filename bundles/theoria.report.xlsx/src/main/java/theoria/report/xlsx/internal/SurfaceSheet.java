package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Color;
import org.apache.poi.ss.usermodel.ColorScaleFormatting;
import org.apache.poi.ss.usermodel.ComparisonOperator;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFColor;

import theoria.core.study.result.Column;
import theoria.core.study.result.Surface;

import java.util.Arrays;

/** A layer of a surface as a grid: x across, y down, coloured cells. */
final class SurfaceSheet {
    private static final int[] COLOURS = {0x440154, 0x26828E, 0xFDE725};

    private SurfaceSheet() {}

    /** Writes a layer; cells that were not computed stay empty. */
    static void write(Sheet sheet, Surface surface, Surface.Layer layer, Styles styles) {
        Pages.setUpTable(sheet);
        int columns = surface.x().length;
        Row header = sheet.createRow(0);
        styles.header(header, 0, "y \\ x");
        for (int c = 0; c < columns; c++) {
            styles.number(header, c + 1, surface.x()[c], Column.Kind.REAL);
        }
        for (int r = 0; r < surface.y().length; r++) {
            Row row = sheet.createRow(r + 1);
            styles.number(row, 0, surface.y()[r], Column.Kind.REAL);
            for (int c = 0; c < columns; c++) {
                int cell = r * columns + c;
                if (surface.computed()[cell]) {
                    styles.number(row, c + 1, layer.values()[cell], Column.Kind.REAL);
                }
            }
        }
        sheet.createFreezePane(1, 1);
        colour(sheet, cells(surface), layer.values());
    }

    /** Where the grid's numbers stand, without the coordinates. */
    static CellRangeAddress cells(Surface surface) {
        return new CellRangeAddress(1, surface.y().length, 1, surface.x().length);
    }

    private static void colour(Sheet sheet, CellRangeAddress cells, double[] values) {
        SheetConditionalFormatting formatting = sheet.getSheetConditionalFormatting();
        ConditionalFormattingRule rule = formatting.createConditionalFormattingColorScaleRule();
        ColorScaleFormatting scale = rule.getColorScaleFormatting();
        Color[] colours = scale.getColors();
        for (int i = 0; i < colours.length; i++) {
            int rgb = COLOURS[i];
            byte[] bytes = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
            colours[i] = new XSSFColor(bytes, null);
        }
        scale.setColors(colours);
        CellRangeAddress[] range = {cells};
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            formatting.addConditionalFormatting(range, rule);
        } else {
            formatting.addConditionalFormatting(range, rule, brighter(formatting, sorted));
        }
    }

    /** White digits where the colours of the scale are dark, below its middle. */
    private static ConditionalFormattingRule brighter(
            SheetConditionalFormatting formatting, double[] sorted) {
        ConditionalFormattingRule rule =
                formatting.createConditionalFormattingRule(
                        ComparisonOperator.BETWEEN,
                        Double.toString(sorted[0]),
                        Double.toString(sorted[sorted.length / 2]));
        rule.createFontFormatting().setFontColorIndex(IndexedColors.WHITE.getIndex());
        return rule;
    }
}
