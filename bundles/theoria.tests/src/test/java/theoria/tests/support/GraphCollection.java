package theoria.tests.support;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Graphs by a phrase that says what is special, in the order they were put in. */
final class GraphCollection {
    /** What most graphs take: four channels of seven rows and six columns. */
    static final Shape IMAGE = Shape.of(4, 7, 6);

    static final Shape VECTOR = Shape.of(5);

    private final Map<String, NetworkGraph> graphs = new LinkedHashMap<>();

    Map<String, NetworkGraph> graphs() {
        return graphs;
    }

    /** An operator on the input and nothing else. */
    void one(String phrase, Operator operator, Shape input, Role... roles) {
        Map<Role, String> blocks = new EnumMap<>(Role.class);
        for (Role role : roles) {
            blocks.put(role, "layer." + role.name().toLowerCase(Locale.ROOT));
        }
        graphs.put(
                phrase,
                NetworkGraph.builder(phrase)
                        .input("x", input)
                        .add(new Node("layer", operator, List.of("x"), blocks))
                        .build("layer"));
    }

    /** A graph on an image, whose name is the phrase; its nodes are to follow. */
    static NetworkGraph.Builder image(String phrase) {
        return NetworkGraph.builder(phrase).input("x", IMAGE);
    }

    /** A graph that puts out z. */
    void put(NetworkGraph.Builder builder) {
        NetworkGraph graph = builder.build("z");
        graphs.put(graph.name(), graph);
    }
}
