package theoria.ui.viewers;

import theoria.core.study.parameter.Subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is selected: each part is empty or -1 if nothing of its sort is.
 *
 * @param model reference {@code name:version}
 * @param layer name
 * @param channel of the layer; with it a unit {@code layer:channel}
 * @param example number in file order
 * @param label class of the example or a class by itself
 * @param point of a landscape
 */
public record Selection(
        String model, String layer, int channel, int example, int label, Optional<Point> point) {
    private static final Set<String> NAMING = Set.of("layer", "unit", "filter", "label", "example");
    private static final String SEPARATOR = " · ";
    private static final String UNIT = "\\S+:\\d{1,6}";
    private static final Pattern EXAMPLE = Pattern.compile("example (\\d{1,8})\\b.*");

    /** Nothing. */
    public static final Selection NONE = new Selection("", "", -1, -1, -1, Optional.empty());

    /**
     * A point of a landscape, in the coordinates of its directions.
     *
     * @param x along the first direction
     * @param y along the second
     */
    public record Point(double x, double y) {}

    /** Another model; what belongs to the former one is dropped. */
    public Selection ofModel(String reference) {
        return reference.equals(model)
                ? this
                : new Selection(reference, "", -1, example, label, Optional.empty());
    }

    /** A layer, or a unit of it if the name is {@code layer:channel}. */
    public Selection ofUnit(String name) {
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.substring(colon + 1).matches("\\d{1,6}")) {
            int unit = Integer.parseInt(name.substring(colon + 1));
            return new Selection(model, name.substring(0, colon), unit, example, label, point);
        }
        return new Selection(model, name, -1, example, label, point);
    }

    /** An example and its class, -1 if it is not known. */
    public Selection ofExample(int number, int itsLabel) {
        return new Selection(model, layer, channel, number, itsLabel, point);
    }

    /** A point of a landscape. */
    public Selection ofPoint(double x, double y) {
        return new Selection(model, layer, channel, example, label, Optional.of(new Point(x, y)));
    }

    /** The unit {@code layer:channel}, the layer alone, or empty. */
    public String unit() {
        return channel < 0 ? layer : layer + ":" + channel;
    }

    /**
     * What a cell of a table names, by the heading of its column: {@code layer}, {@code unit},
     * {@code filter} and {@code label} as {@link #ofLabel}, {@code example} by its number.
     * Unchanged for every other column.
     */
    public Selection ofCell(String heading, String cell) {
        return switch (heading) {
            case "layer", "unit", "filter" -> ofUnit(cell);
            case "label" -> ofLabel(cell);
            case "example" -> ofLabel("example " + cell);
            default -> this;
        };
    }

    /** Whether the cells of a column of this heading may name what can be selected. */
    public static boolean isNaming(String heading) {
        return NAMING.contains(heading);
    }

    /** Whether a cell names what is selected: {@code layer} that of a unit, too. */
    public boolean isCell(String heading, String cell) {
        return switch (heading) {
            case "layer" -> !layer.isEmpty() && cell.equals(layer);
            case "unit", "filter" -> channel >= 0 && cell.equals(unit());
            case "label" -> isNamed(cell);
            case "example" -> example >= 0 && cell.equals(Integer.toString(example));
            default -> false;
        };
    }

    /**
     * What the label of a tile or of a curve names: {@code layer:channel}, or {@code example 128}
     * with anything behind it. Unchanged if it names neither.
     */
    public Selection ofLabel(String text) {
        if (text.matches(UNIT)) {
            return ofUnit(text);
        }
        Matcher numbered = EXAMPLE.matcher(text);
        return numbered.matches() ? ofExample(Integer.parseInt(numbered.group(1)), -1) : this;
    }

    /** Whether a label, or a cell that names a layer, is what is selected. */
    public boolean isNamed(String text) {
        if (!layer.isEmpty() && text.equals(unit())) {
            return true;
        }
        String numbered = "example " + example;
        return example >= 0
                && text.startsWith(numbered)
                && (text.length() == numbered.length()
                        || !Character.isDigit(text.charAt(numbered.length())));
    }

    /** The value of a parameter that speaks of this subject; empty if nothing of it is selected. */
    public Optional<String> value(Subject subject) {
        return switch (subject) {
            case NONE -> Optional.empty();
            case LAYER -> Optional.of(layer).filter(name -> !name.isEmpty());
            case UNIT -> Optional.of(unit()).filter(name -> channel >= 0);
            case EXAMPLE -> Optional.of(Integer.toString(example)).filter(text -> example >= 0);
            case CLASS -> Optional.of(Integer.toString(label)).filter(text -> label >= 0);
            case POINT -> point.map(p -> p.x() + ":" + p.y());
        };
    }

    /** In words, for the status line: {@code conv2:17 · example 128 (class 7)}. */
    public String text() {
        String rest = restText();
        return rest.isEmpty() || model.isEmpty() ? model + rest : model + SEPARATOR + rest;
    }

    /** In words, without the model. */
    public String restText() {
        List<String> parts = new ArrayList<>();
        if (!layer.isEmpty()) {
            parts.add(unit());
        }
        if (example >= 0) {
            parts.add("example " + example + (label < 0 ? "" : " (class " + label + ")"));
        } else if (label >= 0) {
            parts.add("class " + label);
        }
        point.ifPresent(p -> parts.add(String.format("point (%.3g, %.3g)", p.x(), p.y())));
        return String.join(SEPARATOR, parts);
    }
}
