package theoria.ui.viewers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** In words, for the status line: {@code conv2:17 · example 128 (class 7)}. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!model.isEmpty()) {
            parts.add(model);
        }
        if (!layer.isEmpty()) {
            parts.add(unit());
        }
        if (example >= 0) {
            parts.add("example " + example + (label < 0 ? "" : " (class " + label + ")"));
        } else if (label >= 0) {
            parts.add("class " + label);
        }
        point.ifPresent(p -> parts.add(String.format("point (%.3g, %.3g)", p.x(), p.y())));
        return String.join(" · ", parts);
    }
}
