package theoria.tests.support;

import theoria.core.model.engine.Engine;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.EngineEntry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Engines that tell of each call of a method of their networks before it is made. */
public final class WatchedEngines {
    private WatchedEngines() {}

    /**
     * The same catalogue with watched engines.
     *
     * @param called hears the name of the method, on the thread that calls
     */
    public static Catalogue in(Catalogue catalogue, Consumer<String> called) {
        return proxy(
                Catalogue.class,
                (proxy, method, arguments) ->
                        method.getName().equals("engines")
                                ? watched(catalogue.engines(), called)
                                : call(() -> method.invoke(catalogue, arguments)));
    }

    private static List<EngineEntry> watched(List<EngineEntry> engines, Consumer<String> called) {
        return engines.stream()
                .map(
                        entry ->
                                new EngineEntry(
                                        entry.id(),
                                        entry.capabilities(),
                                        entry.precisions(),
                                        () -> new Watched(entry.engine().get(), called)))
                .toList();
    }

    private record Watched(Engine engine, Consumer<String> called) implements Engine {
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
            return watched(engine.open(graph, weights, need));
        }

        private Network watched(Network network) {
            return proxy(
                    Network.class,
                    (proxy, method, arguments) -> {
                        called.accept(method.getName());
                        Object result = call(() -> method.invoke(network, arguments));
                        return method.getName().equals("copy") ? watched((Network) result) : result;
                    });
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A call whose exceptions are those of the method itself. */
    private static Object call(Reflective call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private interface Reflective {
        Object make() throws ReflectiveOperationException;
    }
}
