package theoria.core.model.zoo;

import theoria.core.model.graph.Role;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the last part of a tensor's name says of its role, in the words of the common libraries. */
final class TensorRole {
    private static final Set<Role> FACTORS = EnumSet.of(Role.KERNEL, Role.SCALE);
    private static final Set<Role> SUMMANDS = EnumSet.of(Role.BIAS, Role.SHIFT);
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    private static final Map<String, Set<Role>> WORDS =
            Map.ofEntries(
                    Map.entry("weight", FACTORS),
                    Map.entry("kernel", FACTORS),
                    Map.entry("w", FACTORS),
                    Map.entry("gamma", EnumSet.of(Role.SCALE)),
                    Map.entry("scale", EnumSet.of(Role.SCALE)),
                    Map.entry("bias", SUMMANDS),
                    Map.entry("b", SUMMANDS),
                    Map.entry("beta", EnumSet.of(Role.SHIFT)),
                    Map.entry("running_mean", EnumSet.of(Role.MEAN)),
                    Map.entry("moving_mean", EnumSet.of(Role.MEAN)),
                    Map.entry("running_var", EnumSet.of(Role.VARIANCE)),
                    Map.entry("moving_variance", EnumSet.of(Role.VARIANCE)));

    private TensorRole() {}

    /** The roles that a name leaves open; all if it says nothing. */
    static Set<Role> of(String name) {
        String[] parts = name.split("[./:]");
        String last = parts.length == 0 ? "" : parts[parts.length - 1].toLowerCase(Locale.ROOT);
        String word = last.matches("\\d+") && parts.length > 1 ? parts[parts.length - 2] : last;
        return WORDS.getOrDefault(word, ALL);
    }

    /** The role of a tensor that stands alone. */
    static Role alone(String name, int rank) {
        Set<Role> open = of(name);
        if (rank > 1) {
            return Role.KERNEL;
        }
        if (open.size() == 1) {
            return open.iterator().next();
        }
        return open.contains(Role.BIAS) ? Role.BIAS : Role.SCALE;
    }
}
