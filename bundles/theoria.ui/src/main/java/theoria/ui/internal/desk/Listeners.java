package theoria.ui.internal.desk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who want to hear of something.
 *
 * @param <T> what they hear
 */
public final class Listeners<T> {
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener; running what is returned removes it. */
    public Runnable add(Consumer<T> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells everybody. */
    public void tell(T news) {
        listeners.forEach(listener -> listener.accept(news));
    }
}
