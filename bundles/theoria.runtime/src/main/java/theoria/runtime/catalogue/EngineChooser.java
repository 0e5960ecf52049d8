package theoria.runtime.catalogue;

import theoria.core.model.engine.Capability;
import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Trainer;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.tensor.Precision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the engine that serves a network: the first in one fixed order that declares the need and
 * names no obstacle. Never timed, so that the same input gives the same engine everywhere; the
 * order is revised by decision record.
 */
public final class EngineChooser {
    private static final List<String> FLOAT_FORWARD = List.of("onnxruntime", "dl4j", "reference");
    private static final List<String> FLOAT_GRADIENT = List.of("dl4j", "reference");
    private static final List<String> DOUBLE = List.of("reference", "dl4j");

    private final List<EngineEntry> engines;

    /** Chooses among these. */
    public EngineChooser(List<EngineEntry> engines) {
        this.engines = List.copyOf(engines);
    }

    /**
     * The engine for a network.
     *
     * @param wanted identifier the person asked for, if any
     * @throws EngineException if none can serve: the sentence gives each engine's obstacle
     */
    public Engine choose(NetworkGraph graph, Need need, Optional<String> wanted)
            throws EngineException {
        List<String> obstacles = new ArrayList<>();
        for (EngineEntry entry : candidates(need, wanted)) {
            Optional<String> obstacle =
                    entry.offers(need)
                            ? entry.engine().get().obstacle(graph, need)
                            : Optional.of("does not offer " + describe(need));
            if (obstacle.isEmpty()) {
                return entry.engine().get();
            }
            obstacles.add(entry.id() + ": " + obstacle.get());
        }
        throw new EngineException(
                "no engine can run '" + graph.name() + "': " + String.join("; ", obstacles));
    }

    /** Engines in the order in which they are tried; only the wanted one if one is wanted. */
    public List<EngineEntry> candidates(Need need, Optional<String> wanted) throws EngineException {
        if (wanted.isPresent()) {
            List<EngineEntry> one =
                    engines.stream().filter(e -> e.id().equals(wanted.get())).toList();
            if (one.isEmpty()) {
                throw new EngineException(
                        "there is no engine '"
                                + wanted.get()
                                + "'; installed are "
                                + String.join(
                                        ", ", engines.stream().map(EngineEntry::id).toList()));
            }
            return one;
        }
        List<String> order = order(need);
        return engines.stream()
                .sorted(
                        Comparator.comparingInt((EngineEntry e) -> rank(order, e.id()))
                                .thenComparing(EngineEntry::id))
                .toList();
    }

    /** Trainers in the order in which they are tried: dl4j, reference, others by identifier. */
    static List<Trainer> order(List<Trainer> trainers) {
        return trainers.stream()
                .sorted(
                        Comparator.comparingInt((Trainer t) -> rank(FLOAT_GRADIENT, t.id()))
                                .thenComparing(Trainer::id))
                .toList();
    }

    private static int rank(List<String> order, String id) {
        int index = order.indexOf(id);
        return index < 0 ? order.size() : index;
    }

    private static List<String> order(Need need) {
        if (need.precision() == Precision.DOUBLE) {
            return DOUBLE;
        }
        boolean forwardOnly = need.capabilities().size() == 1;
        return forwardOnly ? FLOAT_FORWARD : FLOAT_GRADIENT;
    }

    private static String describe(Need need) {
        List<String> words = need.capabilities().stream().map(Capability::name).sorted().toList();
        return String.join(", ", words) + " in " + need.precision().word();
    }
}
