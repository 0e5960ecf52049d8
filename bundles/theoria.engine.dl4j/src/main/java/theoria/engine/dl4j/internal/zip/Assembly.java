package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Node;
import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.tensor.Shape;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph under construction: which node stands for the output of which step. */
final class Assembly {
    private final NetworkGraph.Builder builder;
    private final Map<String, String> outputs = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();
    private final List<String> remarks;

    /**
     * Starts with the input.
     *
     * @param name of the network
     * @param remarks receives what was decided
     */
    Assembly(String name, Configuration configuration, Shape input, List<String> remarks) {
        this.builder = NetworkGraph.builder(name);
        this.remarks = remarks;
        configuration.steps().forEach(step -> reserved.add(step.name()));
        builder.input(configuration.input(), input);
        outputs.put(configuration.input(), configuration.input());
    }

    List<String> remarks() {
        return remarks;
    }

    /** The node that stands for a step's output. */
    String output(String step) {
        String node = outputs.get(step);
        if (node == null) {
            throw new IllegalArgumentException("'" + step + "' is used before it is computed");
        }
        return node;
    }

    /** Says which node stands for a step's output. */
    void put(String step, String node) {
        outputs.put(step, node);
    }

    /** Shape of a node for one example. */
    Shape shape(String node) {
        return builder.shape(node).orElseThrow();
    }

    /** Adds the main node of a step, under its name. */
    String main(Step step, Operator operator, String... inputs) {
        builder.add(step.name(), operator, inputs);
        return step.name();
    }

    /** Adds the main node of a step with stored tensors. */
    String main(Step step, Operator operator, String input, Map<Role, String> blocks) {
        builder.add(new Node(step.name(), operator, List.of(input), blocks));
        return step.name();
    }

    /** Adds a node beside the main one, as in {@code conv1.relu}. */
    String side(Step step, String word, Operator operator, String... inputs) {
        String name = free(step, word);
        builder.add(name, operator, inputs);
        return name;
    }

    /** Adds a node beside the main one with stored tensors. */
    String side(Step step, String word, Operator operator, String input, Map<Role, String> blocks) {
        String name = free(step, word);
        builder.add(new Node(name, operator, List.of(input), blocks));
        return name;
    }

    private String free(Step step, String word) {
        String name = step.name() + "." + word;
        for (int i = 2; !reserved.add(name); i++) {
            name = step.name() + "." + word + i;
        }
        return name;
    }

    /** The finished graph. */
    NetworkGraph build(List<String> steps) {
        return builder.build(steps.stream().map(this::output).toArray(String[]::new));
    }
}
