package theoria.format.data.internal;

import theoria.core.model.load.FormatException;

/** Class labels of a file. */
public final class Labels {
    /** More classes than this are a sign of a wrong column, not of a data set. */
    public static final int MOST_CLASSES = 100_000;

    private Labels() {}

    /**
     * The number of classes, largest label + 1.
     *
     * @param where the labels come from, for the sentence
     * @throws FormatException if a label is negative or beyond reason
     */
    public static int classes(int[] labels, String where) throws FormatException {
        int largest = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= MOST_CLASSES) {
                throw new FormatException(
                        where
                                + " has the label "
                                + labels[i]
                                + " at example "
                                + i
                                + "; expected 0 to "
                                + (MOST_CLASSES - 1));
            }
            largest = Math.max(largest, labels[i]);
        }
        return largest + 1;
    }
}
