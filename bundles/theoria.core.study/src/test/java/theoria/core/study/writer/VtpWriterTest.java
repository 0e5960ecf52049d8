package theoria.core.study.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.study.report.Report;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Result;
import theoria.core.study.result.Surface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class VtpWriterTest {
    private static final double NAN = Double.NaN;

    @TempDir Path folder;

    private static Report report(Result result) {
        return new Report("r", List.of(SampleReports.run("a.b", "aa", result)));
    }

    private static Surface.Builder builder(double[] x, double[] y) {
        return Surface.builder("s", Axis.of("x"), x, Axis.of("y"), y);
    }

    private static Surface square() {
        return builder(new double[] {-1, 1}, new double[] {0, 0.5})
                .layer("loss", Axis.of("loss"), new double[] {1, 10, 100, 0.1 + 0.2})
                .layer("a<b", Axis.of("a<b"), new double[] {0, 0.25, 0.5, 1})
                .build();
    }

    private String written(Surface surface) throws IOException {
        Path file = folder.resolve("out.vtp");
        assertThat(new VtpWriter().write(report(surface), file)).containsExactly(file);
        return Files.readString(file);
    }

    @Test
    void aSquareIsFourPointsAndOnePolygon() throws IOException {
        assertThat(written(square()))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <VTKFile type="PolyData" version="0.1" byte_order="LittleEndian">
                          <PolyData>
                            <Piece NumberOfPoints="4" NumberOfVerts="0" NumberOfLines="0" \
                        NumberOfStrips="0" NumberOfPolys="1">
                              <PointData Scalars="loss">
                                <DataArray type="Float64" Name="loss" format="ascii">
                                  1.0
                                  10.0
                                  100.0
                                  0.30000000000000004
                                </DataArray>
                                <DataArray type="Float64" Name="loss_log10" format="ascii">
                                  0.0
                                  1.0
                                  2.0
                                  -0.5228787452803375
                                </DataArray>
                                <DataArray type="Float64" Name="a&lt;b" format="ascii">
                                  0.0
                                  0.25
                                  0.5
                                  1.0
                                </DataArray>
                              </PointData>
                              <Points>
                                <DataArray type="Float64" Name="Points" NumberOfComponents="3" \
                        format="ascii">
                                  -1.0 0.0 1.0
                                  1.0 0.0 10.0
                                  -1.0 0.5 100.0
                                  1.0 0.5 0.30000000000000004
                                </DataArray>
                              </Points>
                              <Polys>
                                <DataArray type="Int64" Name="connectivity" format="ascii">
                                  0 1 3 2
                                </DataArray>
                                <DataArray type="Int64" Name="offsets" format="ascii">
                                  4
                                </DataArray>
                              </Polys>
                            </Piece>
                          </PolyData>
                        </VTKFile>
                        """);
    }

    @Test
    void cellsWithoutAFiniteHeightAreNoPointsAndLeaveTriangles() throws IOException {
        boolean[] computed = {true, true, true, true, true, false};
        Surface surface =
                builder(new double[] {0, 1, 2}, new double[] {0, 1})
                        .layer("loss", Axis.of("loss"), new double[] {NAN, 2, 3, 4, 5, 6})
                        .computed(computed)
                        .build();

        assertThat(written(surface))
                .contains("NumberOfPoints=\"4\"", "NumberOfPolys=\"2\"")
                .contains("          0 3 2\n          0 1 3\n")
                .contains("          3\n          6\n")
                .doesNotContain("6.0");
    }

    @Test
    void numbersThatAreNotFiniteAreSpeltAsVtkReadsThem() throws IOException {
        double[] odd = {NAN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 4};
        Surface surface =
                builder(new double[] {0, 1}, new double[] {0, 1})
                        .layer("loss", Axis.of("loss"), new double[] {1, 0, -1, 1})
                        .layer("margin", Axis.of("margin"), odd, new double[] {1, 2, 3, NAN})
                        .build();

        List<String> lines = written(surface).lines().map(String::strip).toList();

        assertThat(values(lines, "loss_log10")).containsExactly("0.0", "nan", "nan", "0.0");
        assertThat(values(lines, "margin")).containsExactly("nan", "inf", "-inf", "4.0");
        assertThat(values(lines, "margin_stderr")).containsExactly("1.0", "2.0", "3.0", "nan");
    }

    private static List<String> values(List<String> lines, String name) {
        int head =
                lines.indexOf(
                        "<DataArray type=\"Float64\" Name=\"" + name + "\" format=\"ascii\">");
        return lines.subList(head + 1, head + 5);
    }

    @Test
    void furtherSurfacesLieBesideTheFirst() throws IOException {
        Result result =
                Composite.builder("c")
                        .part("text", SampleReports.composite())
                        .part("surface", square())
                        .part("surface_2", square())
                        .build();
        Path target = folder.resolve("out.vtp");

        assertThat(new VtpWriter().write(report(result), target))
                .containsExactly(target, folder.resolve("out-surface_2.vtp"))
                .allMatch(Files::isRegularFile);
    }

    @Test
    void aReportWithoutASurfaceIsRefusedInOneSentence() {
        Path target = folder.resolve("out.vtp");

        assertThat(new VtpWriter().obstacle(SampleReports.single()))
                .contains("'Single' has no surface; expected one");
        assertThatThrownBy(() -> new VtpWriter().write(SampleReports.single(), target))
                .isInstanceOf(IOException.class)
                .hasMessage("'Single' has no surface; expected one");
        assertThat(target).doesNotExist();
    }
}
