package theoria.engine.reference.internal.op;

/**
 * Consecutive output lines of the examples of a chunk: columns of a matrix whose rows, one for each
 * channel or tap, are arrays of their own. Lines are numbered through all examples, slices and rows
 * of positions, so that small images share a panel.
 */
final class Panel {
    /** Positions of a panel, about: enough for long inner loops, few enough for the cache. */
    private static final int POSITIONS = 256;

    private final SlidingWindow window;
    private final int first;
    private final int lines;

    /** Of each line its example, slice and row of positions: divisions are slow. */
    private final int[] example;

    private final int[] slice;
    private final int[] row;

    private Panel(SlidingWindow window, int first, int lines) {
        this.window = window;
        this.first = first;
        this.lines = lines;
        example = new int[lines];
        slice = new int[lines];
        row = new int[lines];
        int all = linesOfExample(window);
        for (int line = 0; line < lines; line++) {
            int inside = (first + line) % all;
            example[line] = (first + line) / all;
            slice[line] = inside / window.outHeight;
            row[line] = inside % window.outHeight;
        }
    }

    /** Positions of the widest panel of a window over so many examples. */
    static int widest(SlidingWindow window, int examples) {
        return Math.min(together(window), examples * linesOfExample(window)) * window.outWidth;
    }

    /** Number of panels. */
    static int count(SlidingWindow window, int examples) {
        int together = together(window);
        return (examples * linesOfExample(window) + together - 1) / together;
    }

    /** Panel i of the positions of so many examples. */
    static Panel of(SlidingWindow window, int examples, int i) {
        int first = i * together(window);
        int lines = Math.min(together(window), examples * linesOfExample(window) - first);
        return new Panel(window, first, lines);
    }

    private static int together(SlidingWindow window) {
        return Math.max(1, POSITIONS / Math.max(1, window.outWidth));
    }

    private static int linesOfExample(SlidingWindow window) {
        return window.outDepth * window.outHeight;
    }

    /** Number of positions. */
    int width() {
        return lines * window.outWidth;
    }

    /**
     * Copies one channel's numbers at the positions to a row.
     *
     * @param values one number for each position, channel and example
     * @param from where the channel begins in the first example
     * @param size numbers of an example
     */
    void load(double[] values, int from, int size, double[] row) {
        int all = linesOfExample(window);
        for (int line = 0, run; line < lines; line += run) {
            int inside = (first + line) % all;
            run = Math.min(lines - line, all - inside);
            int at = from + (first + line) / all * size + inside * window.outWidth;
            System.arraycopy(values, at, row, line * window.outWidth, run * window.outWidth);
        }
    }

    /** Copies a row to one channel's numbers at the positions: the opposite of {@link #load}. */
    void store(double[] row, double[] values, int from, int size) {
        int all = linesOfExample(window);
        for (int line = 0, run; line < lines; line += run) {
            int inside = (first + line) % all;
            run = Math.min(lines - line, all - inside);
            int at = from + (first + line) / all * size + inside * window.outWidth;
            System.arraycopy(row, line * window.outWidth, values, at, run * window.outWidth);
        }
    }

    /**
     * Copies what a tap sees of a channel from every position to a row; 0 outside the image.
     *
     * @param from where the channel begins in the first example's image
     * @param size numbers of an example's image
     */
    void gather(double[] images, int from, int size, int tap, double[] to) {
        SlidingWindow.Sight sight = window.sight(tap);
        int a = window.sliceOf(tap);
        int p = window.rowOf(tap);
        for (int line = 0; line < lines; line++) {
            int image = imageLine(from + example[line] * size, line, a, p);
            sight.copyLine(images, image, to, line * window.outWidth);
        }
    }

    /**
     * {@link #gather} from what the tap to the left sees, where {@link SlidingWindow#slides}: all
     * of it but the last of each line is there already.
     *
     * @param left the row of that tap
     */
    void slide(double[] left, double[] images, int from, int size, int tap, double[] to) {
        System.arraycopy(left, 1, to, 0, width() - 1);
        int last = window.outWidth - 1;
        int column = window.sight(tap).column(last);
        int a = window.sliceOf(tap);
        int p = window.rowOf(tap);
        for (int line = 0; line < lines; line++) {
            int image = imageLine(from + example[line] * size, line, a, p);
            boolean sees = image >= 0 && column >= 0;
            to[line * window.outWidth + last] = sees ? images[image + column] : 0;
        }
    }

    /** Adds a row to where a tap sees it from every position: the transpose of {@link #gather}. */
    void scatter(double[] numbers, double[] images, int from, int size, int tap) {
        SlidingWindow.Sight sight = window.sight(tap);
        int a = window.sliceOf(tap);
        int p = window.rowOf(tap);
        for (int line = 0; line < lines; line++) {
            int image = imageLine(from + example[line] * size, line, a, p);
            if (image >= 0) {
                sight.addLine(numbers, line * window.outWidth, images, image);
            }
        }
    }

    private int imageLine(int volume, int line, int a, int p) {
        return window.line(volume, slice[line], row[line], a, p);
    }
}
