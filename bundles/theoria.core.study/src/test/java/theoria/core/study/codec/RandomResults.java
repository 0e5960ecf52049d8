package theoria.core.study.codec;

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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Results of every kind, full of the values that codecs get wrong. */
final class RandomResults {
    static final int KINDS = 8;

    private static final double[] NASTY = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1,
        1.0 / 3,
        0x1p53 + 2
    };
    private static final String[] WORDS = {
        "",
        "loss",
        "a,\"b\"\n",
        "\u03b8 \u2265 0",
        "\ud83d\ude00",
        "\ud800",
        "\u0000\u2028",
        "</script>"
    };

    private final Random random;

    RandomResults(long seed) {
        random = new Random(seed);
    }

    Result next(int kind, int depth) {
        switch (kind) {
            case 0:
                return table();
            case 1:
                return curves();
            case 2:
                return surface();
            case 3:
                return images();
            case 4:
                return graph();
            case 5:
                return fill(Text.builder(word(), word())).build();
            case 6:
                return findings();
            default:
                return composite(depth);
        }
    }

    private <B extends Content.Builder<B>> B fill(B builder) {
        builder.caption(word()).note(word());
        for (int i = random.nextInt(4); i > 0; i--) {
            builder.scalar("scalar" + i + word(), number());
        }
        if (random.nextBoolean()) {
            Derivation.Function[] functions = Derivation.Function.values();
            Derivation.Function function = functions[random.nextInt(functions.length)];
            builder.derived("derived", number(), new Derivation(function, word(), word()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            int rows = random.nextInt(3);
            int columns = random.nextInt(3);
            builder.array(
                    "array" + i,
                    new NumericArray(
                            Shape.of(rows, columns),
                            numbers(rows * columns),
                            random.nextBoolean()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            builder.verdict(verdict());
        }
        return builder;
    }

    private Verdict verdict() {
        return new Verdict(
                word(),
                word(),
                number(),
                Verdict.Relation.values()[random.nextInt(3)],
                number(),
                random.nextDouble(),
                Verdict.Kind.values()[random.nextInt(3)],
                word());
    }

    private Table table() {
        int rows = random.nextInt(5);
        Table.Builder table = fill(Table.builder(word()));
        for (int i = random.nextInt(4); i > 0; i--) {
            Column.Kind kind = Column.Kind.values()[random.nextInt(4)];
            Column column =
                    kind == Column.Kind.TEXT
                            ? Column.text(word(), words(rows)).in(word())
                            : Column.numbers(word(), word(), kind, numbers(rows));
            table.column(column.digits(random.nextInt(5) - 1));
        }
        return table.build();
    }

    private Curves curves() {
        Curves.Builder curves = fill(Curves.builder(word(), axis(), axis()));
        for (int i = random.nextInt(4); i > 0; i--) {
            int n = random.nextInt(5);
            Series series = Series.line(word(), numbers(n), numbers(n));
            curves.series(random.nextBoolean() ? series : series.band(numbers(n), numbers(n)));
            curves.series(Series.bars(word(), numbers(n + 1), numbers(n)));
        }
        return curves.markX(word(), number()).markY(word(), number()).build();
    }

    private Surface surface() {
        int width = random.nextInt(4);
        int height = random.nextInt(4);
        int cells = width * height;
        boolean[] mask = new boolean[cells];
        for (int i = 0; i < cells; i++) {
            mask[i] = random.nextBoolean();
        }
        Surface.Builder surface =
                Surface.builder(word(), axis(), numbers(width), axis(), numbers(height));
        fill(surface).computed(mask).layer(word(), axis(), numbers(cells));
        surface.layer(word(), axis(), numbers(cells), numbers(cells));
        surface.contours(numbers(random.nextInt(3)));
        if (random.nextBoolean()) {
            surface.scale(random.nextInt(5), 5 + random.nextInt(5));
        }
        return surface.path(word(), numbers(2), numbers(2)).build();
    }

    private ImageGrid images() {
        ImageGrid.Builder images = fill(ImageGrid.builder(word()));
        for (int i = random.nextInt(4); i > 0; i--) {
            int channels = random.nextBoolean() ? 1 : 3;
            int height = random.nextInt(3);
            int width = random.nextInt(3);
            float[] values = new float[channels * height * width];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) number();
            }
            images.tile(new Tile(word(), channels, height, width, values));
        }
        return images.scale(ImageGrid.Scale.values()[random.nextInt(4)]).build();
    }

    private Graph graph() {
        Graph.Builder graph = fill(Graph.builder(word()));
        for (int i = random.nextInt(4); i > 0; i--) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("b" + word(), word());
            attributes.put("a", word());
            graph.vertex("v" + i, word(), word(), attributes).edge("v" + i, "v1", word());
        }
        return graph.build();
    }

    private Findings findings() {
        Findings.Builder findings = fill(Findings.builder(word()));
        for (int i = random.nextInt(4); i > 0; i--) {
            findings.finding(new Findings.Finding(random.nextInt(101), word(), word(), word()));
        }
        return findings.build();
    }

    private Composite composite(int depth) {
        Composite.Builder composite = fill(Composite.builder(word()));
        for (int i = depth > 0 ? random.nextInt(4) : 0; i > 0; i--) {
            composite.part("part" + i + word(), next(random.nextInt(KINDS), depth - 1));
        }
        return composite.build();
    }

    private Axis axis() {
        return new Axis(word(), word(), random.nextBoolean());
    }

    private double[] numbers(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number();
        }
        return numbers;
    }

    private double number() {
        return random.nextBoolean()
                ? NASTY[random.nextInt(NASTY.length)]
                : Double.longBitsToDouble(random.nextLong());
    }

    private String[] words(int count) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            words[i] = word();
        }
        return words;
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
