package theoria.core.study.writer;

import theoria.core.model.file.AtomicOutput;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.core.study.internal.JsonNumbers;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.core.study.report.RunPrefixes;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.NumericArray;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes every documented number and array of the results under its key into one numpy archive, for
 * {@code numpy.load}. Numbers are arrays without axes. Real numbers are stored as float64, whole
 * ones as int64. No times are stored: the same result gives the same bytes.
 */
public final class NpzWriter implements ReportWriter {
    /** For the extension registry. */
    public NpzWriter() {}

    @Override
    public String description() {
        return "numpy archive";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("npz");
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        List<String> prefixes = RunPrefixes.of(report.runs());
        for (int i = 0; i < prefixes.size(); i++) {
            String prefix = prefixes.get(i);
            FlatResult flat = FlatResult.of(report.runs().get(i).result());
            flat.scalars().forEach((key, value) -> put(arrays, prefix + key, scalar(value)));
            flat.arrays().forEach((key, value) -> put(arrays, prefix + key, array(value)));
        }
        AtomicOutput.write(target, out -> NpzFile.write(out, arrays));
        return List.of(target);
    }

    private static void put(Map<String, NpyArray> arrays, String key, NpyArray array) {
        if (arrays.put(key, array) != null) {
            throw new IllegalArgumentException("key '" + key + "' occurs in two runs");
        }
    }

    private static NpyArray scalar(double value) {
        return NpyArray.of(Shape.scalar(), new double[] {value});
    }

    private static NpyArray array(NumericArray array) {
        double[] values = array.values();
        // NaN may mark a missing count; then the whole array stays floating
        if (array.integers() && Arrays.stream(values).allMatch(JsonNumbers::exactlyWhole)) {
            return NpyArray.of(
                    array.shape(), Arrays.stream(values).mapToLong(v -> (long) v).toArray());
        }
        return NpyArray.of(array.shape(), values);
    }
}
