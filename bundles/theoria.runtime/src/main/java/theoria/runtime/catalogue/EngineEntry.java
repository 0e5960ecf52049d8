package theoria.runtime.catalogue;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.Need;
import theoria.core.model.tensor.Precision;

import java.util.Set;
import java.util.function.Supplier;

/**
 * An engine as its extension declares it; native code is loaded when it is first asked for.
 *
 * @param id of the engine
 * @param capabilities it offers
 * @param precisions it computes in
 * @param engine loads it
 */
public record EngineEntry(
        String id,
        Set<Capability> capabilities,
        Set<Precision> precisions,
        Supplier<Engine> engine) {
    /** Whether the declaration covers the need. */
    public boolean offers(Need need) {
        return capabilities.containsAll(need.capabilities())
                && precisions.contains(need.precision());
    }
}
