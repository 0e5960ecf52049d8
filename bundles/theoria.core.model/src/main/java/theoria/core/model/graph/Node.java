package theoria.core.model.graph;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operator of a network with its inputs. A node has exactly one output, which bears the node's
 * name.
 *
 * @param name the source's layer name, unique in the graph
 * @param operator what it computes
 * @param inputs names of the nodes whose outputs it takes, in the operator's order
 * @param blocks names of the stored tensors it uses, by role
 */
public record Node(String name, Operator operator, List<String> inputs, Map<Role, String> blocks) {
    /** Takes immutable copies. */
    public Node {
        inputs = List.copyOf(inputs);
        Map<Role, String> ordered = new EnumMap<>(Role.class);
        ordered.putAll(blocks);
        blocks = Collections.unmodifiableMap(ordered);
    }

    /** Name of the block with this role, if the node has one. */
    public Optional<String> block(Role role) {
        return Optional.ofNullable(blocks.get(role));
    }
}
