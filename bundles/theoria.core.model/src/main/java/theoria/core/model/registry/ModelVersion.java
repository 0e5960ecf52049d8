package theoria.core.model.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry knows of one immutable version, without its weights.
 *
 * @param name of the model
 * @param number 1, 2, 3, ... within the model
 * @param hash SHA-256 of canonical graph and weights, hexadecimal
 * @param created when it was registered
 * @param parameters number of trainable numbers
 * @param contract input contract in the syntax of InputContract.parse
 * @param lineage where it comes from
 * @param metrics by name, in order of name
 * @param aliases of the model that point here, in order
 * @param tags in order
 * @param note what a person wrote about it, empty if nothing
 * @param trajectory identifier of its training trajectory, if any
 */
public record ModelVersion(
        String name,
        int number,
        String hash,
        Instant created,
        long parameters,
        String contract,
        Lineage lineage,
        Map<String, Double> metrics,
        List<String> aliases,
        List<String> tags,
        String note,
        Optional<String> trajectory) {
    /** {@code name:number}. */
    public String reference() {
        return name + ":" + number;
    }

    /** The same version under another name and lineage. */
    ModelVersion with(String otherName, Lineage otherLineage) {
        return new ModelVersion(
                otherName,
                number,
                hash,
                created,
                parameters,
                contract,
                otherLineage,
                metrics,
                aliases,
                tags,
                note,
                trajectory);
    }
}
