package theoria.format.tensors.internal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle holds, as data. Numbers, truth values and text are themselves ({@code Long}, {@code
 * Double}, {@code Boolean}, {@code String}, {@code byte[]}); the rest are the classes here. A class
 * that the pickle names is only its name: nothing of it is looked up, made or called.
 */
public final class Pickled {
    private Pickled() {}

    /** Python's None. */
    enum None {
        /** The only one. */
        NONE
    }

    /** A list, also a set: in the pickle's order. */
    static final class Sequence {
        final List<Object> items = new ArrayList<>();
    }

    /** A tuple. */
    record Tuple(List<Object> items) {
        /** The item at a place, none if the tuple is shorter. */
        @Nullable Object get(int place) {
            return place < items.size() ? items.get(place) : null;
        }
    }

    /**
     * A dictionary. Keys that are no text or number are left out of it, because nothing here needs
     * them; they are counted.
     */
    static final class Dictionary {
        final Map<Object, Object> entries = new LinkedHashMap<>();
        int otherKeys;

        void put(Object key, Object value) {
            if (key instanceof String || key instanceof Long) {
                entries.put(key, value);
            } else {
                otherKeys++;
            }
        }
    }

    /** The name of a class or function. */
    record Global(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** What a class or function that is not called would have given. */
    static final class Unmade {
        final Object callable;

        /** What the pickle would have set on it. */
        @Nullable Object state;

        Unmade(Object callable) {
            this.callable = callable;
        }
    }

    /**
     * A run of elements in the file.
     *
     * @param type of its elements
     * @param key by which the file names it
     * @param elements number of them
     * @param from first element of the run that it views
     */
    record Storage(ElementType type, String key, long elements, long from) {}

    /**
     * A view of a storage: element (i_0, ...) lies at offset + sum i_k stride_k.
     *
     * @param storage it views
     * @param offset first element
     * @param shape extents
     * @param strides distance of neighbours along each axis, elements
     */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}
}
