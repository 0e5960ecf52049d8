package theoria.report.xlsx.internal;

import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first sheet, which tells what the workbook holds and what it was computed from, and the last,
 * which tells the origin of every run in full.
 */
public final class CoverSheets {
    /** Name of the sheet of the runs' provenance: run, key, value. */
    public static final String PROVENANCE = "Provenance";

    private static final Pattern MODEL = Pattern.compile("model\\d*");
    private static final String PARAMETER = "parameter.";
    private static final int[] WIDTHS = {9, 24, 68, 44, 16, 8, 14, 36, 10, 16};

    private final XSSFWorkbook workbook;
    private final SheetNames names;
    private final Styles styles;

    /** The cover of a workbook. */
    public CoverSheets(XSSFWorkbook workbook, SheetNames names, Styles styles) {
        this.workbook = workbook;
        this.names = names;
        this.styles = styles;
        names.sheet(PROVENANCE);
    }

    /** Writes the cover; the links to the runs' sheets come by {@link #link}. */
    public void writeCover(Report report) {
        XSSFSheet sheet = workbook.createSheet(names.sheet("Cover"));
        Pages.setUp(sheet);
        for (int c = 0; c < WIDTHS.length; c++) {
            sheet.setColumnWidth(c, WIDTHS[c] * 256);
        }
        styles.title(sheet.createRow(0), report.title());
        styles.text(
                sheet.createRow(1),
                0,
                "Written by Theoria. The last sheet tells where every number comes from;"
                        + " 'theoria verify-report' recomputes them.");
        int row = runs(sheet, 3, report.runs());
        row =
                block(
                        sheet,
                        row + 1,
                        List.of("", "model", "hash of graph and weights", "read from", "input"),
                        models(report.runs()));
        block(
                sheet,
                row + 1,
                List.of("", "data", "hash of the examples", "read from", "split"),
                data(report.runs()));
    }

    private int runs(XSSFSheet sheet, int first, List<Run> runs) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            Provenance from = run.provenance();
            rows.add(
                    List.of(
                            Integer.toString(i + 1),
                            run.descriptor().title(),
                            run.result().caption(),
                            parameters(from),
                            samples(from),
                            from.text("seed"),
                            from.text("engine"),
                            versions(from),
                            from.text(PARAMETER + "precision"),
                            claims(run)));
        }
        List<String> headings =
                List.of(
                        "run",
                        "study",
                        "what",
                        "parameters",
                        "samples",
                        "seed",
                        "engine",
                        "versions",
                        "precision",
                        "claims that hold");
        return block(sheet, first, headings, rows);
    }

    /** Writes headings and rows; gives back the row below. */
    private int block(
            XSSFSheet sheet, int first, List<String> headings, Iterable<List<String>> rows) {
        Row header = sheet.createRow(first);
        for (int c = 0; c < headings.size(); c++) {
            styles.header(header, c, headings.get(c));
        }
        int next = first + 1;
        for (List<String> words : rows) {
            Row row = sheet.createRow(next++);
            for (int c = 0; c < words.size(); c++) {
                styles.paragraph(row, c, words.get(c));
            }
        }
        return next;
    }

    /** The study's own parameters; the reserved ones have columns of their own or no effect. */
    private static String parameters(Provenance from) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> entry : from.entries().entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(PARAMETER)
                    && !StudyDescriptor.RESERVED.contains(key.substring(PARAMETER.length()))
                    && !entry.getValue().isEmpty()) {
                words.add(key.substring(PARAMETER.length()) + "=" + entry.getValue());
            }
        }
        return String.join(" ", words);
    }

    /** Splits and samples; a study that uses no data has none. */
    private static String samples(Provenance from) {
        String splits = from.text("splits");
        return splits.isEmpty() ? "" : splits + " " + from.text("samples");
    }

    private static String versions(Provenance from) {
        List<String> words = new ArrayList<>();
        words.add("theoria=" + from.text("theoria"));
        for (Map.Entry<String, String> entry : from.entries().entrySet()) {
            if (entry.getKey().startsWith("engine.") && entry.getValue().length() > 2) {
                words.add(entry.getValue().replaceAll("[{}]", ""));
            }
        }
        return String.join(", ", words);
    }

    private static String claims(Run run) {
        List<Verdict> verdicts = FlatResult.of(run.result()).verdicts();
        long holding = verdicts.stream().filter(Verdict::holds).count();
        return verdicts.isEmpty() ? "" : holding + " of " + verdicts.size();
    }

    private static Set<List<String>> models(List<Run> runs) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (Run run : runs) {
            Provenance from = run.provenance();
            for (String key : from.entries().keySet()) {
                Matcher matcher = MODEL.matcher(key);
                if (matcher.matches()) {
                    String contract = key.replace("model", "contract");
                    rows.add(
                            List.of(
                                    "",
                                    from.text(key),
                                    from.text(key + "_hash"),
                                    from.text(key + "_origin"),
                                    from.text(contract).isEmpty()
                                            ? "as stored"
                                            : from.text(contract)));
                }
            }
        }
        return rows;
    }

    private static Set<List<String>> data(List<Run> runs) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (Run run : runs) {
            Provenance from = run.provenance();
            for (String split : List.of("train", "test")) {
                String hash = from.text("data_hash_" + split);
                if (!hash.isEmpty()) {
                    rows.add(List.of("", from.text("data"), hash, from.text("data_origin"), split));
                }
            }
        }
        return rows;
    }

    /** Makes the number of a run on the cover a link to its sheet. */
    public void link(int run, String sheet) {
        Hyperlink link = workbook.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress(SheetNames.quoted(sheet) + "!A1");
        styles.link(workbook.getSheetAt(0).getRow(3 + run).getCell(1), link);
    }

    /** Writes the provenance of every run. */
    public void writeProvenance(Report report) {
        XSSFSheet sheet = workbook.createSheet(PROVENANCE);
        Pages.setUpTable(sheet);
        Row header = sheet.createRow(0);
        styles.header(header, 0, "run");
        styles.header(header, 1, "key");
        styles.header(header, 2, "value");
        sheet.setColumnWidth(1, 26 * 256);
        sheet.setColumnWidth(2, 90 * 256);
        int line = 1;
        for (int i = 0; i < report.runs().size(); i++) {
            Map<String, String> entries = report.runs().get(i).provenance().entries();
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                Row row = sheet.createRow(line++);
                styles.text(row, 0, Integer.toString(i + 1));
                styles.text(row, 1, entry.getKey());
                styles.text(row, 2, entry.getValue());
            }
        }
        sheet.createFreezePane(0, 1);
    }
}
