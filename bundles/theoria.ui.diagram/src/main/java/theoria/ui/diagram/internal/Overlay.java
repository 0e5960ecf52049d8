package theoria.ui.diagram.internal;

import theoria.core.study.result.Graph;
import theoria.draw.ColourMap;
import theoria.draw.PictureStyle;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the colours of vertices mean: their group, or a number among their attributes by viridis,
 * logarithmic where the numbers are positive and span more than three decades. A vertex without
 * group or number is grey.
 */
final class Overlay {
    private static final double DECADES = 1000;

    private final String attribute;
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private boolean logarithmic;

    private Overlay(String attribute) {
        this.attribute = attribute;
    }

    /** Colours by group. */
    static Overlay byGroup(Graph graph) {
        Overlay overlay = new Overlay("");
        for (Graph.Vertex vertex : graph.vertices()) {
            if (!vertex.group().isEmpty()) {
                overlay.groups.putIfAbsent(vertex.group(), overlay.groups.size());
            }
        }
        return overlay;
    }

    /** Colours by an attribute; zeros are left out of a logarithmic scale, and grey. */
    static Overlay by(String attribute, Graph graph) {
        Overlay overlay = new Overlay(attribute);
        double leastPositive = Double.POSITIVE_INFINITY;
        for (Graph.Vertex vertex : graph.vertices()) {
            double value = value(vertex, attribute).orElse(Double.NaN);
            if (Double.isFinite(value)) {
                overlay.least = Math.min(overlay.least, value);
                overlay.greatest = Math.max(overlay.greatest, value);
                leastPositive = value > 0 ? Math.min(leastPositive, value) : leastPositive;
            }
        }
        if (overlay.least >= 0 && overlay.greatest > DECADES * leastPositive) {
            overlay.logarithmic = true;
            overlay.least = leastPositive;
        }
        return overlay;
    }

    /** The attributes that are numbers wherever they are given, in order. */
    static List<String> numericAttributes(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> words = new LinkedHashSet<>();
        for (Graph.Vertex vertex : graph.vertices()) {
            vertex.attributes()
                    .forEach(
                            (name, value) -> {
                                if (number(value).isPresent()) {
                                    names.add(name);
                                } else if (!value.isEmpty()) {
                                    words.add(name);
                                }
                            });
        }
        names.removeAll(words);
        return new ArrayList<>(names);
    }

    /** The number that a text is, if it is one. */
    static OptionalDouble number(String text) {
        if (!text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private static OptionalDouble value(Graph.Vertex vertex, String attribute) {
        return number(vertex.attributes().getOrDefault(attribute, ""));
    }

    /** The attribute; empty if colours mean groups. */
    String attribute() {
        return attribute;
    }

    /** The groups in order of appearance; none if colours mean numbers. */
    List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /** Whether its colours mean anything. */
    boolean meansAnything() {
        return hasScale() || !groups().isEmpty();
    }

    /** Whether there is a number to colour by. */
    boolean hasScale() {
        return least <= greatest;
    }

    boolean logarithmic() {
        return logarithmic;
    }

    double least() {
        return least;
    }

    double greatest() {
        return greatest;
    }

    /** The colour of a vertex, if it has one. */
    Optional<Color> colour(Graph.Vertex vertex, PictureStyle style) {
        if (attribute.isEmpty()) {
            return Optional.ofNullable(groups.get(vertex.group())).map(style::series);
        }
        OptionalDouble value = value(vertex, attribute);
        if (value.isEmpty() || logarithmic && value.getAsDouble() <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Color(ColourMap.VIRIDIS.rgb(place(value.getAsDouble()))));
    }

    /** From 0 for the least to 1 for the greatest; 1/2 if they are the same. */
    private double place(double value) {
        if (least == greatest) {
            return 0.5;
        }
        return logarithmic
                ? Math.log(value / least) / Math.log(greatest / least)
                : (value - least) / (greatest - least);
    }
}
