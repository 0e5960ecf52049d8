package theoria.core.study.codec;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a result from the header's JSON and the blocks. */
final class ResultDecoder {
    private final BlockReader blocks;
    private final String where;
    private int nesting;

    ResultDecoder(BlockReader blocks, String where) {
        this.blocks = blocks;
        this.where = where;
    }

    Result decode(Fields json) throws FormatException {
        try {
            return result(json);
        } catch (IllegalArgumentException e) {
            // the classes of results check that their parts fit together
            throw new FormatException(
                    where
                            + " has parts that do not fit: "
                            + e.getMessage()
                            + "; expected an intact result",
                    e);
        }
    }

    private Result result(Fields json) throws FormatException {
        String kind = json.text("kind");
        Content content = content(json);
        switch (kind) {
            case "table":
                return new Table(content, list(json, "columns", this::column));
            case "curves":
                return curves(json, content);
            case "surface":
                return surface(json, content);
            case "images":
                return new ImageGrid(
                        content,
                        list(json, "tiles", this::tile),
                        json.word("scale", ImageGrid.Scale.class));
            case "graph":
                return new Graph(
                        content,
                        list(json, "vertices", ResultDecoder::vertex),
                        list(json, "edges", ResultDecoder::edge));
            case "text":
                return new Text(content, json.text("markdown"));
            case "findings":
                return new Findings(content, list(json, "findings", ResultDecoder::finding));
            case "composite":
                return composite(json, content);
            default:
                throw new FormatException(
                        where + " is a result of kind '" + kind + "'; expected a kind known here");
        }
    }

    private Content content(Fields json) throws FormatException {
        List<String> keys = json.texts("scalars");
        double[] values = blocks.doubles(json.reference("values"));
        if (keys.size() != values.length) {
            throw new FormatException(
                    where
                            + " has "
                            + values.length
                            + " values for "
                            + keys.size()
                            + " keys; expected one each");
        }
        Map<String, Double> scalars = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            scalars.put(keys.get(i), values[i]);
        }
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        for (Fields array : json.objects("arrays")) {
            arrays.put(array.text("key"), array(array));
        }
        return new Content(
                json.text("title"),
                json.text("caption"),
                scalars,
                derivations(json, scalars),
                arrays,
                list(json, "verdicts", ResultDecoder::verdict),
                json.texts("notes"));
    }

    private Map<String, Derivation> derivations(Fields json, Map<String, Double> scalars)
            throws FormatException {
        Map<String, Derivation> derivations = new LinkedHashMap<>();
        for (Fields entry : json.objects("derivations")) {
            String key = entry.text("key");
            if (!scalars.containsKey(key)) {
                throw new FormatException(
                        where + " derives '" + key + "'; expected the key of a number");
            }
            Derivation.Function function = entry.word("function", Derivation.Function.class);
            derivations.put(
                    key, new Derivation(function, entry.text("first"), entry.text("second")));
        }
        return derivations;
    }

    private NumericArray array(Fields json) throws FormatException {
        return new NumericArray(
                Shape.of(json.wholes("shape")),
                blocks.doubles(json.reference("values")),
                json.flag("integers"));
    }

    private static Verdict verdict(Fields json) throws FormatException {
        return new Verdict(
                json.text("claim"),
                json.text("formula"),
                json.number("measured"),
                json.word("relation", Verdict.Relation.class),
                json.number("expected"),
                json.number("tolerance"),
                json.word("kind", Verdict.Kind.class),
                json.text("source"));
    }

    private Column column(Fields json) throws FormatException {
        String title = json.text("title");
        String unit = json.text("unit");
        Column.Kind kind = json.word("kind", Column.Kind.class);
        BlockReader.Reference values = json.reference("values");
        Column column =
                kind == Column.Kind.TEXT
                        ? Column.text(title, blocks.words(values)).in(unit)
                        : Column.numbers(title, unit, kind, blocks.doubles(values));
        return column.digits(json.whole("digits"));
    }

    private Curves curves(Fields json, Content content) throws FormatException {
        return new Curves(
                content,
                axis(json.object("x")),
                axis(json.object("y")),
                list(json, "series", this::series),
                list(json, "marks", ResultDecoder::mark));
    }

    private Series series(Fields json) throws FormatException {
        return new Series(
                json.text("name"),
                json.word("style", Series.Style.class),
                blocks.doubles(json.reference("x")),
                blocks.doubles(json.reference("y")),
                blocks.doubles(json.reference("lower")),
                blocks.doubles(json.reference("upper")));
    }

    private static Curves.Mark mark(Fields json) throws FormatException {
        return new Curves.Mark(json.text("label"), json.flag("vertical"), json.number("at"));
    }

    private static Axis axis(Fields json) throws FormatException {
        return new Axis(json.text("title"), json.text("unit"), json.flag("logarithmic"));
    }

    private Surface surface(Fields json, Content content) throws FormatException {
        double[] x = blocks.doubles(json.reference("x"));
        double[] y = blocks.doubles(json.reference("y"));
        boolean[] computed = blocks.flags(json.reference("computed"));
        if ((long) x.length * y.length != computed.length) {
            // before the builder allocates x times y cells that the file does not hold
            throw new FormatException(
                    where
                            + " has a mask of "
                            + computed.length
                            + " cells; expected "
                            + x.length
                            + " times "
                            + y.length);
        }
        Axis xAxis = axis(json.object("xAxis"));
        Axis yAxis = axis(json.object("yAxis"));
        Surface.Builder builder = Surface.builder(content.title(), xAxis, x, yAxis, y);
        builder.caption(content.caption()).content(content).computed(computed);
        for (Fields layer : json.objects("layers")) {
            layer(layer, builder);
        }
        for (Fields path : json.objects("paths")) {
            builder.path(
                    path.text("label"),
                    blocks.doubles(path.reference("x")),
                    blocks.doubles(path.reference("y")));
        }
        if (json.has("scale")) {
            scale(blocks.doubles(json.reference("scale")), builder);
        }
        return builder.contours(blocks.doubles(json.reference("contours"))).build();
    }

    private void scale(double[] ends, Surface.Builder builder) throws FormatException {
        if (ends.length != 2 || !(ends[0] < ends[1]) || !Double.isFinite(ends[1] - ends[0])) {
            throw new FormatException(
                    where + " has a scale of " + ends.length + " numbers; expected low and high");
        }
        builder.scale(ends[0], ends[1]);
    }

    private void layer(Fields json, Surface.Builder builder) throws FormatException {
        String key = json.text("key");
        Axis axis = axis(json.object("axis"));
        double[] values = blocks.doubles(json.reference("values"));
        double[] errors = blocks.doubles(json.reference("errors"));
        if (errors.length == 0) {
            builder.layer(key, axis, values);
        } else {
            builder.layer(key, axis, values, errors);
        }
    }

    private Tile tile(Fields json) throws FormatException {
        return new Tile(
                json.text("label"),
                json.whole("channels"),
                json.whole("height"),
                json.whole("width"),
                blocks.floats(json.reference("values")));
    }

    private static Graph.Vertex vertex(Fields json) throws FormatException {
        return new Graph.Vertex(
                json.text("id"),
                json.text("label"),
                json.text("group"),
                json.textMap("attributes"));
    }

    private static Graph.Edge edge(Fields json) throws FormatException {
        return new Graph.Edge(json.text("from"), json.text("to"), json.text("label"));
    }

    private static Findings.Finding finding(Fields json) throws FormatException {
        return new Findings.Finding(
                json.number("score"),
                json.text("title"),
                json.text("explanation"),
                json.text("evidence"));
    }

    private Composite composite(Fields json, Content content) throws FormatException {
        nesting++;
        if (nesting > ResultCodec.MOST_NESTING) {
            throw new FormatException(
                    where
                            + " nests composites too deep; expected at most "
                            + ResultCodec.MOST_NESTING);
        }
        Map<String, Result> parts = new LinkedHashMap<>();
        for (Fields part : json.objects("parts")) {
            parts.put(part.text("name"), result(part.object("result")));
        }
        nesting--;
        return new Composite(content, parts);
    }

    private static <T> List<T> list(Fields json, String key, Decoder<T> decoder)
            throws FormatException {
        List<T> items = new ArrayList<>();
        for (Fields item : json.objects(key)) {
            items.add(decoder.decode(item));
        }
        return items;
    }

    /** Decodes one item of a list. */
    @FunctionalInterface
    private interface Decoder<T> {
        T decode(Fields json) throws FormatException;
    }
}
