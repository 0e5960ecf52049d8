package theoria.core.study.writer;

import com.google.gson.stream.JsonWriter;

import theoria.core.study.Run;
import theoria.core.study.internal.JsonNumbers;
import theoria.core.study.result.Column;
import theoria.core.study.result.FlatResult;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Streams runs as JSON. */
final class RunJson {
    private final JsonWriter json;

    RunJson(Writer text) {
        json = new JsonWriter(text);
    }

    void write(String title, List<Run> runs) throws IOException {
        json.beginObject();
        json.name("title").value(title);
        json.name("runs").beginArray();
        for (Run run : runs) {
            write(run);
        }
        json.endArray();
        json.endObject();
        json.flush();
    }

    void write(Run run) throws IOException {
        FlatResult flat = FlatResult.of(run.result());
        json.beginObject();
        json.name("study").value(run.descriptor().id());
        json.name("provenance").beginObject();
        for (Map.Entry<String, String> entry : run.provenance().entries().entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
        verdicts(flat.verdicts());
        json.name("scalars").beginObject();
        for (Map.Entry<String, Double> scalar : flat.scalars().entrySet()) {
            json.name(scalar.getKey());
            JsonNumbers.write(json, scalar.getValue(), false);
        }
        json.endObject();
        json.name("arrays").beginObject();
        for (Map.Entry<String, NumericArray> array : flat.arrays().entrySet()) {
            json.name(array.getKey());
            array(array.getValue());
        }
        json.endObject();
        json.name("tables").beginObject();
        for (Map.Entry<String, Table> table : run.result().tables().entrySet()) {
            json.name(table.getKey());
            table(table.getValue());
        }
        json.endObject();
        json.endObject();
        json.flush();
    }

    private void verdicts(List<Verdict> verdicts) throws IOException {
        json.name("verdicts").beginArray();
        for (Verdict verdict : verdicts) {
            json.beginObject();
            json.name("claim").value(verdict.claim());
            json.name("formula").value(verdict.formula());
            number("measured", verdict.measured());
            json.name("relation").value(verdict.relation().sign());
            number("expected", verdict.expected());
            number("tolerance", verdict.tolerance());
            json.name("kind").value(verdict.kind().name());
            json.name("source").value(verdict.source());
            json.name("holds").value(verdict.holds());
            json.endObject();
        }
        json.endArray();
    }

    private void number(String key, double value) throws IOException {
        json.name(key);
        JsonNumbers.write(json, value, false);
    }

    private void array(NumericArray array) throws IOException {
        json.beginObject();
        json.name("shape").beginArray();
        for (int extent : array.shape().toArray()) {
            json.value(extent);
        }
        json.endArray();
        json.name("data").beginArray();
        for (double value : array.values()) {
            JsonNumbers.write(json, value, array.integers());
        }
        json.endArray();
        json.endObject();
    }

    private void table(Table table) throws IOException {
        json.beginObject();
        json.name("columns").beginArray();
        for (Column column : table.columns()) {
            json.value(column.heading());
        }
        json.endArray();
        json.name("rows").beginArray();
        for (int row = 0; row < table.rows(); row++) {
            json.beginArray();
            for (Column column : table.columns()) {
                if (column.numeric()) {
                    boolean whole = column.kind() == Column.Kind.INTEGER;
                    JsonNumbers.write(json, column.number(row), whole);
                } else {
                    json.value(column.word(row));
                }
            }
            json.endArray();
        }
        json.endArray();
        json.endObject();
    }
}
