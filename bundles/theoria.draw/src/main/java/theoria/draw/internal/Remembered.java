package theoria.draw.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Function;

/**
 * What was worked out for the last few results, so that a picture of the same result in another
 * view need not work it out again. Results are told by identity and not kept alive.
 *
 * @param <K> a result
 * @param <V> what was worked out for it; must not hold the result
 */
final class Remembered<K, V> {
    private static final int MOST = 16;

    private final Deque<Entry<K, V>> entries = new ArrayDeque<>();
    private final Function<K, V> work;

    Remembered(Function<K, V> work) {
        this.work = work;
    }

    private record Entry<K, V>(WeakReference<K> key, V value) {}

    synchronized V get(K key) {
        for (Iterator<Entry<K, V>> all = entries.iterator(); all.hasNext(); ) {
            Entry<K, V> entry = all.next();
            K known = entry.key().get();
            if (known == key) {
                return entry.value();
            }
            if (known == null) {
                all.remove();
            }
        }
        V value = work.apply(key);
        entries.addFirst(new Entry<>(new WeakReference<>(key), value));
        if (entries.size() > MOST) {
            entries.removeLast();
        }
        return value;
    }
}
