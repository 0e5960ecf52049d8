package theoria.tests.support;

import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.runtime.catalogue.EngineEntry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that count how often each method of their networks is called. */
public final class CountingEngines {
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** These engines, counted. */
    public List<EngineEntry> of(List<EngineEntry> engines) {
        return engines.stream()
                .map(
                        entry ->
                                new EngineEntry(
                                        entry.id(),
                                        entry.capabilities(),
                                        entry.precisions(),
                                        () -> new Counting(entry.engine().get())))
                .toList();
    }

    /** How often a method of a network was called since this was asked last. */
    public int take(String method) {
        AtomicInteger count = calls.get(method);
        return count == null ? 0 : count.getAndSet(0);
    }

    private final class Counting implements Engine {
        private final Engine engine;

        Counting(Engine engine) {
            this.engine = engine;
        }

        @Override
        public String id() {
            return engine.id();
        }

        @Override
        public Map<String, String> versions() {
            return new TreeMap<>(engine.versions());
        }

        @Override
        public Optional<String> obstacle(NetworkGraph graph, Need need) {
            return engine.obstacle(graph, need);
        }

        @Override
        public Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException {
            Network network = engine.open(graph, weights, need);
            return (Network)
                    Proxy.newProxyInstance(
                            Network.class.getClassLoader(),
                            new Class<?>[] {Network.class},
                            (proxy, method, arguments) -> {
                                calls.computeIfAbsent(method.getName(), n -> new AtomicInteger())
                                        .incrementAndGet();
                                try {
                                    return method.invoke(network, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
        }
    }
}
