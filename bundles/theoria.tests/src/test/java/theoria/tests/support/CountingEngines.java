package theoria.tests.support;

import theoria.runtime.catalogue.Catalogue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that count how often each method of their networks is called. */
public final class CountingEngines {
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** The same catalogue with counted engines. */
    public Catalogue in(Catalogue catalogue) {
        return WatchedEngines.in(
                catalogue,
                name -> calls.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet());
    }

    /** How often a method of a network was called since this was asked last. */
    public int take(String method) {
        AtomicInteger count = calls.get(method);
        return count == null ? 0 : count.getAndSet(0);
    }
}
