package theoria.report.xlsx.internal;

import org.apache.poi.ss.util.WorkbookUtil;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of sheets and ranges: allowed, short and unique. */
public final class SheetNames {
    private static final int MOST = 31;

    private final Set<String> taken = new HashSet<>();

    /** A free sheet name that begins like the wanted one. */
    String sheet(String wanted) {
        String safe = WorkbookUtil.createSafeSheetName(wanted);
        String name = safe;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            String ending = " " + i;
            int room = Math.min(safe.length(), MOST - ending.length());
            name = safe.substring(0, room) + ending;
        }
        return name;
    }

    /** A name for a range: letters, digits, underscores and dots, not like a cell address. */
    static String range(int run, String key) {
        return "run" + run + "_" + key.replaceAll("[^A-Za-z0-9_.]", "_") + "_";
    }

    /** A sheet's name as formulas quote it. */
    static String quoted(String sheet) {
        return "'" + sheet.replace("'", "''") + "'";
    }
}
