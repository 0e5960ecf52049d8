package theoria.core.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a result comes from: everything that determines its numbers, and when, where and how long
 * it was computed. Added by the runtime, never by a study. Keys in order: {@code study}, {@code
 * study_version}, {@code model}, {@code model_hash}, {@code model_origin}, {@code contract} (those
 * of a second model are {@code model2} ...), {@code data}, {@code data_origin}, {@code
 * data_hash_train}, {@code data_hash_test}, {@code samples}, {@code splits}, {@code parameter.KEY},
 * {@code file_hash.KEY} (of the file that this parameter names), {@code seed}, {@code engine},
 * {@code engine.NAME} (versions), {@code precision}, {@code batch}, {@code theoria}, then {@code
 * machine}, {@code java}, {@code started}, {@code seconds}, and, if numbers of earlier runs were
 * used again, {@code cells}.
 *
 * @param entries in that order
 */
public record Provenance(Map<String, String> entries) {
    /** Takes an immutable copy that keeps the order. */
    public Provenance {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of a key. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key, empty if there is none. */
    public String text(String key) {
        return entries.getOrDefault(key, "");
    }
}
