package theoria.report.html.internal;

import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Column;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.Text;
import theoria.core.study.result.Verdict;
import theoria.draw.Formulas;
import theoria.draw.Pictures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

/** Writes the page: contents, then each run with its pictures, numbers, claims, tables, origin. */
public final class Page {
    /** Longer tables are cut, which is said: the page is for reading, not for data. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_COLUMNS = 40;

    /** Size of a formula's letters; painted twice as large, for fine screens. */
    private static final float LETTER = 15;

    private final Writer out;

    /** A page that goes to a writer. */
    public Page(Writer out) {
        this.out = out;
    }

    /** Writes the whole page. */
    public void write(Report report) throws IOException {
        out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        text(report.title());
        out.write("</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>");
        text(report.title());
        out.write("</h1>\n<ol class=\"contents\">\n");
        for (int i = 0; i < report.runs().size(); i++) {
            out.write("<li><a href=\"#run" + i + "\">");
            text(report.runs().get(i).descriptor().title());
            out.write("</a> ");
            text(report.runs().get(i).result().caption());
            out.write("</li>\n");
        }
        out.write("</ol>\n");
        for (int i = 0; i < report.runs().size(); i++) {
            run(i, report.runs().get(i));
        }
        out.write("</body>\n</html>\n");
    }

    private void run(int index, Run run) throws IOException {
        StudyDescriptor study = run.descriptor();
        Result result = run.result();
        FlatResult flat = FlatResult.of(result);
        out.write("<section id=\"run" + index + "\">\n<h2>");
        text(study.title());
        out.write("</h2>\n");
        paragraph("", result.caption());
        pictures(result);
        if (result instanceof Text) {
            out.write("<pre>");
            text(((Text) result).markdown());
            out.write("</pre>\n");
        }
        scalars(flat.scalars());
        verdicts(flat.verdicts());
        for (String note : flat.notes()) {
            paragraph("note", note);
        }
        for (Map.Entry<String, Table> table : result.tables().entrySet()) {
            table(table.getKey(), table.getValue());
        }
        explanation(study);
        provenance(run);
        out.write("</section>\n");
    }

    private void paragraph(String style, String content) throws IOException {
        out.write(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">");
        text(content);
        out.write("</p>\n");
    }

    private void pictures(Result result) throws IOException {
        for (Map.Entry<String, Result> picture : Pictures.of(result).entrySet()) {
            Result part = picture.getValue();
            BufferedImage image = Pictures.image(part, Pictures.bestStyle(part, false));
            String title = part.caption().isEmpty() ? part.title() : part.caption();
            out.write("<figure>");
            image(image, title, "");
            if (!title.equals(result.caption())) {
                out.write("<figcaption>");
                text(title);
                out.write("</figcaption>");
            }
            out.write("</figure>\n");
        }
    }

    /** A picture inside the page; the attributes stand as they are. */
    private void image(BufferedImage image, String title, String attributes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this Java cannot write PNG");
        }
        out.write("<img" + attributes + " alt=\"");
        text(title);
        out.write("\" src=\"data:image/png;base64,");
        out.write(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        out.write("\">");
    }

    private void explanation(StudyDescriptor study) throws IOException {
        out.write("<dl class=\"tells\">\n");
        term("What it tells you", study.tells());
        term("What it does not", study.tellsNot());
        if (!study.formula().isEmpty()) {
            out.write("<dt>Formula</dt><dd>");
            formula(study.formula());
            out.write("</dd>\n");
        }
        term("Reference", study.reference());
        out.write("</dl>\n");
    }

    private void formula(String latex) throws IOException {
        BufferedImage image;
        try {
            image = Formulas.image(latex, 2 * LETTER, Color.BLACK);
        } catch (IllegalArgumentException e) {
            text(latex); // a plug-in's formula that cannot be set stands as it was written
            return;
        }
        image(image, latex, " class=\"formula\" width=\"" + image.getWidth() / 2 + "\"");
    }

    private void term(String term, String content) throws IOException {
        if (!content.isEmpty()) {
            out.write("<dt>" + term + "</dt><dd>");
            text(content);
            out.write("</dd>\n");
        }
    }

    private void scalars(Map<String, Double> scalars) throws IOException {
        if (scalars.isEmpty()) {
            return;
        }
        out.write("<table><caption>Numbers</caption>\n");
        for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
            out.write("<tr><th scope=\"row\">");
            text(scalar.getKey());
            out.write("</th><td>" + number(scalar.getValue()) + "</td></tr>\n");
        }
        out.write("</table>\n");
    }

    private void verdicts(List<Verdict> verdicts) throws IOException {
        if (verdicts.isEmpty()) {
            return;
        }
        out.write("<table><caption>Claims</caption>\n<tr><th>claim</th><th>measured</th><th></th>");
        out.write("<th>expected</th><th>tolerance</th><th>kind</th><th></th></tr>\n");
        for (Verdict verdict : verdicts) {
            out.write("<tr><td>");
            text(verdict.claim());
            out.write("</td><td>" + number(verdict.measured()) + "</td><td>");
            text(verdict.relation().sign());
            out.write("</td><td>" + number(verdict.expected()) + "</td><td>");
            out.write(number(verdict.tolerance()) + "</td><td>");
            text(verdict.kind().name().toLowerCase(Locale.ROOT));
            out.write(
                    verdict.holds()
                            ? "</td><td class=\"holds\">holds</td></tr>\n"
                            : "</td><td class=\"fails\">does not hold</td></tr>\n");
        }
        out.write("</table>\n");
    }

    private void table(String key, Table table) throws IOException {
        int columns = Math.min(MOST_COLUMNS, table.columns().size());
        int rows = Math.min(MOST_ROWS, table.rows());
        out.write("<details><summary>Table ");
        text(key);
        out.write(" (" + table.rows() + " rows)</summary><div class=\"wide\"><table>\n<tr>");
        for (Column column : table.columns().subList(0, columns)) {
            out.write("<th>");
            text(column.heading());
            out.write("</th>");
        }
        out.write("</tr>\n");
        for (int row = 0; row < rows; row++) {
            out.write("<tr>");
            for (Column column : table.columns().subList(0, columns)) {
                out.write(column.numeric() ? "<td>" : "<td class=\"word\">");
                text(column.numeric() ? cell(column, row) : column.word(row));
                out.write("</td>");
            }
            out.write("</tr>\n");
        }
        out.write("</table></div>");
        if (rows < table.rows() || columns < table.columns().size()) {
            paragraph(
                    "note",
                    "The first "
                            + rows
                            + " of "
                            + table.rows()
                            + " rows and "
                            + columns
                            + " of "
                            + table.columns().size()
                            + " columns; a workbook or CSV holds all.");
        }
        out.write("</details>\n");
    }

    private static String cell(Column column, int row) {
        return column.kind() == Column.Kind.FRACTION
                ? String.format(Locale.ROOT, "%.2f %%", 100 * column.number(row))
                : number(column.number(row));
    }

    private void provenance(Run run) throws IOException {
        out.write("<details><summary>Where this comes from</summary><table>\n");
        for (Map.Entry<String, String> entry : run.provenance().entries().entrySet()) {
            out.write("<tr><th scope=\"row\">");
            text(entry.getKey());
            out.write("</th><td class=\"word\">");
            text(entry.getValue());
            out.write("</td></tr>\n");
        }
        out.write("</table></details>\n");
    }

    /** Seven significant digits; whole numbers without a point. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.7g", value)
                : Double.toString(value);
    }

    private void text(String content) throws IOException {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '<':
                    out.write("&lt;");
                    break;
                case '>':
                    out.write("&gt;");
                    break;
                case '&':
                    out.write("&amp;");
                    break;
                case '"':
                    out.write("&quot;");
                    break;
                default:
                    out.write(c);
            }
        }
    }

    private static final String STYLE =
            """
            body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em;
                   color: #222; background: #fff; }
            h1 { font-size: 1.6em; } h2 { font-size: 1.25em; border-top: 1px solid #ccc;
                   padding-top: 1em; margin-top: 2em; }
            table { border-collapse: collapse; margin: 0.6em 0; font-size: 0.9em; }
            caption { text-align: left; font-weight: bold; }
            th, td { padding: 0.15em 0.7em; border-bottom: 1px solid #e2e2e2; text-align: right; }
            th[scope=row], td.word { text-align: left; } td.word { word-break: break-all; }
            .wide { overflow-x: auto; } figure { margin: 1em 0; } img { max-width: 100%; }
            figcaption, .tells { color: #666; font-size: 0.9em; }
            dl.tells { display: grid; grid-template-columns: max-content 1fr; gap: 0.3em 1.2em; }
            .tells dt { font-weight: bold; } .tells dd { margin: 0; }
            .formula { vertical-align: middle; }
            .note { border-left: 3px solid #E69F00; padding-left: 0.7em; }
            .holds { color: #00704f; } .fails { color: #b2182b; font-weight: bold; }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #1e1e1e; }
              th, td { border-color: #3a3a3a; } a { color: #56b4e9; }
              .formula { filter: invert(1); } figcaption, .tells { color: #aaa; } }
            """;
}
