package theoria.report.xlsx.internal;

import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;

/** How sheets are printed: landscape, one page wide, numbered. */
final class Pages {
    private Pages() {}

    /** Sets up a sheet of free form. */
    static void setUp(Sheet sheet) {
        sheet.setFitToPage(true);
        sheet.setAutobreaks(true);
        PrintSetup print = sheet.getPrintSetup();
        print.setLandscape(true);
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0); // as many as it takes
        Footer footer = sheet.getFooter();
        footer.setLeft("&A"); // the sheet's name
        footer.setRight("&P / &N"); // page and pages
    }

    /** Sets up a sheet whose first row, the headings, stands on every page. */
    static void setUpTable(Sheet sheet) {
        setUp(sheet);
        sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
    }
}
