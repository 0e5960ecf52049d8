package theoria.report.hdf5.internal;

import theoria.core.study.Provenance;

import java.util.Optional;
import java.util.Set;

/**
 * Names of data sets: {@code loss} and {@code accuracy} are {@code train_loss} and {@code
 * train_acc}, with {@code test} where that split was computed.
 *
 * @param first the split whose quantities bear no suffix
 * @param second the split of those that end in {@code _test}
 */
record LiNames(String first, String second) {
    private static final String SECOND = "_test";
    private static final double PERCENT = 100;

    /** Those of files in this layout that were read and are written again. */
    private static final Set<String> OWN =
            Set.of("train_loss", "train_acc", "test_loss", "test_acc");

    /** The names for a run, which tells its splits in order. */
    static LiNames of(Provenance provenance) {
        String[] splits = provenance.text("splits").strip().split(" +");
        String first = splits[0].isEmpty() ? "train" : splits[0];
        return new LiNames(first, splits.length > 1 ? splits[1] : "test");
    }

    /** What the layout calls a quantity; empty if it has no name for it. */
    Optional<String> of(String key) {
        return of(key, "");
    }

    /** The same of one model of several, which is told by a suffix. */
    Optional<String> of(String key, String model) {
        if (OWN.contains(key) && model.isEmpty()) {
            return Optional.of(key);
        }
        boolean other = key.endsWith(SECOND);
        String own = other ? key.substring(0, key.length() - SECOND.length()) : key;
        if (own.equals("loss" + model)) {
            return Optional.of((other ? second : first) + "_loss");
        }
        return own.equals("accuracy" + model)
                ? Optional.of((other ? second : first) + "_acc")
                : Optional.empty();
    }

    /** A number as the file holds it: accuracies in percent. */
    static double inFile(String name, double value) {
        return name.endsWith("_acc") ? PERCENT * value : value;
    }
}
