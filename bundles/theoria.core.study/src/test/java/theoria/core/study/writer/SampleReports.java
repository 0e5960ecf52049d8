package theoria.core.study.writer;

import theoria.core.model.tensor.Shape;
import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small reports for the tests of the writers. */
final class SampleReports {
    private SampleReports() {}

    static Result composite() {
        Table perClass =
                Table.builder("Per class")
                        .column(Column.text("class", "zero", "a, \"b\"\nc"))
                        .column(Column.integers("count", 980, Double.NaN))
                        .column(Column.fractions("accuracy", 0.1, 1))
                        .column(Column.reals("time", 0.1, Double.POSITIVE_INFINITY).in("s"))
                        .scalar("worst", -0.0)
                        .build();
        Table confusion = Table.builder("Confusion").column(Column.integers("0", 5)).build();
        return Composite.builder("Evaluation")
                .scalar("loss", 0.1 + 0.2)
                .scalar("gap", Double.NaN)
                .array(
                        "confusion",
                        NumericArray.integers(Shape.of(2, 2), new double[] {5, 0, 1, 7}))
                .array("logits", NumericArray.of(Double.NEGATIVE_INFINITY, 1e-300))
                .verdict(Verdict.equal("sums agree", "a=b", 1, 1 + 1e-12, 1e-9).from("theory 1"))
                .part("classes", perClass)
                .part("confusion/table", confusion)
                .build();
    }

    static Run run(String study, String model, Result result) {
        StudyDescriptor descriptor = StudyDescriptor.builder(study, "Title", "Chapter").build();
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("study", study);
        provenance.put("model_hash", model);
        return new Run(study + model, descriptor, result, new Provenance(provenance));
    }

    static Report single() {
        return new Report("Single", List.of(run("inspection.evaluation", "aa", composite())));
    }

    static Report several() {
        return new Report(
                "Several",
                List.of(
                        run("inspection.evaluation", "aa", composite()),
                        run("landscape.line", "aa", composite())));
    }
}
