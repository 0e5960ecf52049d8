package theoria.core.study.report;

import theoria.core.study.Run;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;

import java.util.ArrayList;
import java.util.List;

/**
 * A result of a report, or a part of one, under a name that tells it from the others.
 *
 * @param name the path of the part, with the prefix of its run where there are several runs; the
 *     kind of the result if it is no part
 * @param run it belongs to
 * @param result the part
 */
public record ReportPart(String name, Run run, Result result) {
    /** Every result of a report and every part of it, in order, a whole before its parts. */
    public static List<ReportPart> of(Report report) {
        List<ReportPart> parts = new ArrayList<>();
        List<String> prefixes = RunPrefixes.of(report.runs());
        for (int i = 0; i < prefixes.size(); i++) {
            Run run = report.runs().get(i);
            parts.add(new ReportPart(prefixes.get(i) + run.result().kind(), run, run.result()));
            addParts(prefixes.get(i), run, run.result(), parts);
        }
        return parts;
    }

    private static void addParts(String path, Run run, Result whole, List<ReportPart> parts) {
        if (whole instanceof Composite composite) {
            composite
                    .parts()
                    .forEach(
                            (name, part) -> {
                                parts.add(new ReportPart(path + name, run, part));
                                addParts(path + name + ".", run, part, parts);
                            });
        }
    }
}
