package theoria.ui.internal.desk;

import theoria.runtime.source.DataSources;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The data sets a person has opened, by reference, remembered with the workspace. */
public final class DataShelf {
    private static final String CHOSEN = "chosen";
    private static final String COUNT = "count";

    private final Kept kept = new Kept("data");
    private final List<String> references = new ArrayList<>();
    private String chosen;

    DataShelf() {
        references.add(DataSources.SYNTH_DIGITS);
        int count = Integer.parseInt(kept.text(COUNT, "0"));
        for (int i = 0; i < count; i++) {
            String reference = kept.text(Integer.toString(i), "");
            if (!reference.isEmpty() && !references.contains(reference)) {
                references.add(reference);
            }
        }
        chosen = kept.text(CHOSEN, DataSources.SYNTH_DIGITS);
    }

    /** All of them, the built-in one first. */
    public List<String> references() {
        return List.copyOf(references);
    }

    /** The one studies use. */
    public String chosen() {
        return chosen;
    }

    /** Short name of a reference for a list. */
    public static String label(String reference) {
        int question = reference.indexOf('?');
        String path = question < 0 ? reference : reference.substring(0, question);
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (name.equals(DataSources.SYNTH_DIGITS)) {
            return "SynthDigits" + (question < 0 ? "" : sizes(reference.substring(question + 1)));
        }
        return name;
    }

    /** As in ", 2,000 train, 500 test, seed 1". */
    private static String sizes(String query) {
        StringBuilder words = new StringBuilder();
        for (String option : query.split("&", -1)) {
            String[] pair = option.split("=", 2);
            String value = pair.length < 2 ? "" : pair[1];
            boolean size = value.matches("\\d{1,9}") && !pair[0].equals("seed");
            words.append(", ")
                    .append(
                            size
                                    ? String.format(
                                            Locale.ROOT, "%,d %s", Integer.parseInt(value), pair[0])
                                    : pair[0] + " " + value);
        }
        return words.toString();
    }

    void choose(String reference) {
        chosen = reference;
        if (!references.contains(reference)) {
            references.add(reference);
        }
        store();
    }

    void remove(String reference) {
        references.remove(reference);
        if (chosen.equals(reference)) {
            chosen = DataSources.SYNTH_DIGITS;
        }
        store();
    }

    private void store() {
        kept.keep(COUNT, Integer.toString(references.size()));
        for (int i = 0; i < references.size(); i++) {
            kept.keep(Integer.toString(i), references.get(i));
        }
        kept.keep(CHOSEN, chosen);
    }
}
