package theoria.core.study.codec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import theoria.core.study.internal.JsonNumbers;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Content;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.Findings;
import theoria.core.study.result.Graph;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.core.study.result.Table;
import theoria.core.study.result.Text;
import theoria.core.study.result.Tile;
import theoria.core.study.result.Verdict;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Turns a result into the header's JSON, its arrays into blocks. */
final class ResultEncoder {
    private final BlockWriter blocks;
    private int nesting;

    ResultEncoder(BlockWriter blocks) {
        this.blocks = blocks;
    }

    JsonObject encode(Result result) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", result.kind());
        content(json, result.content());
        if (result instanceof Table table) {
            json.add("columns", list(table.columns(), this::column));
        } else if (result instanceof Curves curves) {
            curves(json, curves);
        } else if (result instanceof Surface surface) {
            surface(json, surface);
        } else if (result instanceof ImageGrid images) {
            json.addProperty("scale", images.scale().name());
            json.add("tiles", list(images.tiles(), this::tile));
        } else if (result instanceof Graph graph) {
            json.add("vertices", list(graph.vertices(), ResultEncoder::vertex));
            json.add("edges", list(graph.edges(), ResultEncoder::edge));
        } else if (result instanceof Text text) {
            json.addProperty("markdown", text.markdown());
        } else if (result instanceof Findings findings) {
            json.add("findings", list(findings.findings(), ResultEncoder::finding));
        } else if (result instanceof Composite composite) {
            composite(json, composite);
        } else {
            throw new IllegalArgumentException("kind " + result.kind() + " has no encoding");
        }
        return json;
    }

    private void content(JsonObject json, Content content) {
        json.addProperty("title", content.title());
        json.addProperty("caption", content.caption());
        JsonArray keys = new JsonArray();
        content.scalars().keySet().forEach(keys::add);
        json.add("scalars", keys);
        double[] values = content.scalars().values().stream().mapToDouble(v -> v).toArray();
        json.add("values", blocks.doubles(values));
        json.add("derivations", list(content.derivations().entrySet(), ResultEncoder::derivation));
        json.add("arrays", list(content.arrays().entrySet(), this::array));
        json.add("verdicts", list(content.verdicts(), ResultEncoder::verdict));
        JsonArray notes = new JsonArray();
        content.notes().forEach(notes::add);
        json.add("notes", notes);
    }

    private static JsonObject derivation(Map.Entry<String, Derivation> entry) {
        JsonObject json = new JsonObject();
        json.addProperty("key", entry.getKey());
        json.addProperty("function", entry.getValue().function().name());
        json.addProperty("first", entry.getValue().first());
        json.addProperty("second", entry.getValue().second());
        return json;
    }

    private JsonObject array(Map.Entry<String, NumericArray> entry) {
        JsonObject json = new JsonObject();
        json.addProperty("key", entry.getKey());
        JsonArray shape = new JsonArray();
        for (int extent : entry.getValue().shape().toArray()) {
            shape.add(extent);
        }
        json.add("shape", shape);
        json.addProperty("integers", entry.getValue().integers());
        json.add("values", blocks.doubles(entry.getValue().values()));
        return json;
    }

    private static JsonObject verdict(Verdict verdict) {
        JsonObject json = new JsonObject();
        json.addProperty("claim", verdict.claim());
        json.addProperty("formula", verdict.formula());
        json.add("measured", JsonNumbers.element(verdict.measured()));
        json.addProperty("relation", verdict.relation().name());
        json.add("expected", JsonNumbers.element(verdict.expected()));
        json.add("tolerance", JsonNumbers.element(verdict.tolerance()));
        json.addProperty("kind", verdict.kind().name());
        json.addProperty("source", verdict.source());
        return json;
    }

    private JsonObject column(Column column) {
        JsonObject json = new JsonObject();
        json.addProperty("title", column.title());
        json.addProperty("unit", column.unit());
        json.addProperty("kind", column.kind().name());
        json.addProperty("digits", column.digits());
        if (column.numeric()) {
            json.add("values", blocks.doubles(column.toNumbers()));
        } else {
            json.add("values", blocks.words(column.toWords()));
        }
        return json;
    }

    private void curves(JsonObject json, Curves curves) {
        json.add("x", axis(curves.x()));
        json.add("y", axis(curves.y()));
        json.add("series", list(curves.series(), this::series));
        json.add("marks", list(curves.marks(), ResultEncoder::mark));
    }

    private JsonObject series(Series series) {
        JsonObject json = new JsonObject();
        json.addProperty("name", series.name());
        json.addProperty("style", series.style().name());
        json.add("x", blocks.doubles(series.x()));
        json.add("y", blocks.doubles(series.y()));
        json.add("lower", blocks.doubles(series.lower()));
        json.add("upper", blocks.doubles(series.upper()));
        return json;
    }

    private static JsonObject mark(Curves.Mark mark) {
        JsonObject json = new JsonObject();
        json.addProperty("label", mark.label());
        json.addProperty("vertical", mark.vertical());
        json.add("at", JsonNumbers.element(mark.at()));
        return json;
    }

    private static JsonObject axis(Axis axis) {
        JsonObject json = new JsonObject();
        json.addProperty("title", axis.title());
        json.addProperty("unit", axis.unit());
        json.addProperty("logarithmic", axis.logarithmic());
        return json;
    }

    private void surface(JsonObject json, Surface surface) {
        json.add("xAxis", axis(surface.xAxis()));
        json.add("yAxis", axis(surface.yAxis()));
        json.add("x", blocks.doubles(surface.x()));
        json.add("y", blocks.doubles(surface.y()));
        json.add("computed", blocks.flags(surface.computed()));
        json.add("layers", list(surface.layers(), this::layer));
        json.add("paths", list(surface.paths(), this::path));
        json.add("contours", blocks.doubles(surface.contours()));
        if (surface.scale().length > 0) {
            json.add("scale", blocks.doubles(surface.scale()));
        }
    }

    private JsonObject layer(Surface.Layer layer) {
        JsonObject json = new JsonObject();
        json.addProperty("key", layer.key());
        json.add("axis", axis(layer.axis()));
        json.add("values", blocks.doubles(layer.values()));
        json.add("errors", blocks.doubles(layer.errors()));
        return json;
    }

    private JsonObject path(Surface.Path path) {
        JsonObject json = new JsonObject();
        json.addProperty("label", path.label());
        json.add("x", blocks.doubles(path.x()));
        json.add("y", blocks.doubles(path.y()));
        return json;
    }

    private JsonObject tile(Tile tile) {
        JsonObject json = new JsonObject();
        json.addProperty("label", tile.label());
        json.addProperty("channels", tile.channels());
        json.addProperty("height", tile.height());
        json.addProperty("width", tile.width());
        json.add("values", blocks.floats(tile.values()));
        return json;
    }

    private static JsonObject vertex(Graph.Vertex vertex) {
        JsonObject json = new JsonObject();
        json.addProperty("id", vertex.id());
        json.addProperty("label", vertex.label());
        json.addProperty("group", vertex.group());
        JsonObject attributes = new JsonObject();
        vertex.attributes().forEach(attributes::addProperty);
        json.add("attributes", attributes);
        return json;
    }

    private static JsonObject edge(Graph.Edge edge) {
        JsonObject json = new JsonObject();
        json.addProperty("from", edge.from());
        json.addProperty("to", edge.to());
        json.addProperty("label", edge.label());
        return json;
    }

    private static JsonObject finding(Findings.Finding finding) {
        JsonObject json = new JsonObject();
        json.add("score", JsonNumbers.element(finding.score()));
        json.addProperty("title", finding.title());
        json.addProperty("explanation", finding.explanation());
        json.addProperty("evidence", finding.evidence());
        return json;
    }

    private void composite(JsonObject json, Composite composite) {
        nesting++;
        if (nesting > ResultCodec.MOST_NESTING) {
            throw new IllegalArgumentException(
                    "composites are nested more than " + ResultCodec.MOST_NESTING + " deep");
        }
        JsonArray parts = new JsonArray();
        for (Map.Entry<String, Result> part : composite.parts().entrySet()) {
            JsonObject named = new JsonObject();
            named.addProperty("name", part.getKey());
            named.add("result", encode(part.getValue()));
            parts.add(named);
        }
        json.add("parts", parts);
        nesting--;
    }

    private static <T> JsonArray list(Collection<T> items, Function<T, ? extends JsonElement> of) {
        JsonArray array = new JsonArray(items.size());
        for (T item : items) {
            array.add(of.apply(item));
        }
        return array;
    }
}
