package theoria.core.model.registry;

import java.util.List;

/**
 * What a repair of a workspace did, one sentence each.
 *
 * @param restored what is there again
 * @param lost what cannot be had, by name
 */
public record RepairReport(List<String> restored, List<String> lost) {
    /** Takes immutable copies. */
    public RepairReport {
        restored = List.copyOf(restored);
        lost = List.copyOf(lost);
    }
}
