package theoria.core.model.load;

import theoria.core.model.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file of weights without a graph holds: tensors by name, in the file's order. They become a
 * network by an architecture ({@link theoria.core.model.zoo.WeightMapping}), or are looked at as
 * they are ({@link theoria.core.model.zoo.LooseWeights}).
 *
 * @param tensors all that were read, names unique
 * @param facts other numbers and words of the file, for example {@code epoch}
 * @param format a phrase, for example {@code safetensors}
 * @param remarks what was decided or skipped while reading, one sentence each
 */
public record NamedTensors(
        List<Entry> tensors, Map<String, String> facts, String format, List<String> remarks) {
    /**
     * One tensor.
     *
     * @param name the file's name
     * @param values its numbers; whole numbers are held in double precision, exact up to 2^53
     * @param type the file's element type, for example {@code BF16}
     * @param whole whether the type holds whole numbers or truth values
     */
    public record Entry(String name, Tensor values, String type, boolean whole) {}

    /** Takes immutable copies. */
    public NamedTensors {
        tensors = List.copyOf(tensors);
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        remarks = List.copyOf(remarks);
    }
}
