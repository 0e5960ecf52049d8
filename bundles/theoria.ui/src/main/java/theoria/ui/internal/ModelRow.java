package theoria.ui.internal;

import theoria.core.model.registry.ModelVersion;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One version of a model as the list shows it, in words.
 *
 * @param reference {@code name:number}
 * @param parameters number of trainable numbers, with thousands separated
 * @param accuracy as a fraction with three decimals, empty if it was never measured
 * @param origin where the version comes from
 * @param created day and minute, in the time zone of the machine
 */
record ModelRow(
        String reference, String parameters, String accuracy, String origin, String created) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** The row of a version; times are told in the given zone. */
    static ModelRow of(ModelVersion version, ZoneId zone) {
        Double accuracy = version.metrics().get("accuracy");
        String kind = version.lineage().kind().name().toLowerCase(Locale.ROOT);
        return new ModelRow(
                version.reference(),
                String.format(Locale.ROOT, "%,d", version.parameters()),
                accuracy == null ? "" : String.format(Locale.ROOT, "%.3f", accuracy),
                kind + " from " + version.lineage().source(),
                MINUTE.format(version.created().atZone(zone)));
    }
}
