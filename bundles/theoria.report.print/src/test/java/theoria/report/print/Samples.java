package theoria.report.print;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Graph;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Tile;

import java.util.List;
import java.util.Map;

/** Reports with pictures. */
final class Samples {
    private Samples() {}

    static Report report(Result result) {
        StudyDescriptor study = StudyDescriptor.builder("test.picture", "Picture", "Test").build();
        Provenance provenance =
                new Provenance(
                        Map.of("model", "digits-lenet:3", "seed", "1", "engine", "reference"));
        return new Report("r", List.of(new Run("1", study, result, provenance)));
    }

    static Curves curves(String title) {
        return Curves.builder(title, Axis.of("x"), Axis.of("y"))
                .caption("train loss, seed 1 & 1,000 samples < all")
                .series(Series.line("a", new double[] {0, 1}, new double[] {1, 2}))
                .build();
    }

    static Composite two() {
        return Composite.builder("two").part("one", curves("1")).part("two", curves("2")).build();
    }

    /** A result with a picture of every kind. */
    static Composite everyKind() {
        double[] axis = {0, 1, 2};
        return Composite.builder("all")
                .part("curves", curves("Curves"))
                .part(
                        "surface",
                        Surface.builder("Surface", Axis.of("x"), axis, Axis.of("y"), axis)
                                .layer(
                                        "loss",
                                        Axis.of("loss"),
                                        new double[] {1, 2, 3, 4, 5, 4, 3, 2, 1})
                                .path("way", axis, axis)
                                .build())
                .part(
                        "images",
                        ImageGrid.builder("Images")
                                .tile(new Tile("t", 1, 2, 2, new float[] {0, 1, 2, 3}))
                                .build())
                .part(
                        "graph",
                        Graph.builder("Graph")
                                .vertex("a", "first", "dense")
                                .vertex("b", "second", "relu")
                                .edge("a", "b", "10")
                                .build())
                .build();
    }
}
