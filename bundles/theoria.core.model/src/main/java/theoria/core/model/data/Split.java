package theoria.core.model.data;

import java.util.Locale;

/** The two parts of a data set. */
public enum Split {
    /** Examples to train on. */
    TRAIN,
    /** Examples to test on. */
    TEST;

    /** {@code train} or {@code test}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
