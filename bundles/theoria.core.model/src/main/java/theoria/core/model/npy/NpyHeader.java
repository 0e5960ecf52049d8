package theoria.core.model.npy;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dictionary literal at the head of a {@code .npy} file. It is matched, never evaluated.
 *
 * @param order {@code <}, {@code >} or {@code |}
 * @param type element type
 * @param fortran whether the first axis runs fastest
 * @param extents of the shape
 */
record NpyHeader(char order, NpyType type, boolean fortran, List<Long> extents) {
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])?(\\w+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([-0-9L,\\s]*)\\)");

    static NpyHeader parse(String text, String where) throws FormatException {
        Matcher descr = DESCR.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !fortran.find() || !shape.find()) {
            throw new FormatException(
                    where
                            + " has the header "
                            + shorten(text)
                            + "; expected 'descr', 'fortran_order' and 'shape' of plain numbers");
        }
        NpyType type = NpyType.of(descr.group(2));
        if (type == null) {
            throw new FormatException(
                    where
                            + " holds elements of type '"
                            + shorten(descr.group(2))
                            + "'; expected numbers (objects are pickles and are never read)");
        }
        String order = descr.group(1);
        return new NpyHeader(
                order == null ? '<' : order.charAt(0),
                type,
                fortran.group(1).equals("True"),
                extents(shape.group(1), where));
    }

    private static List<Long> extents(String text, String where) throws FormatException {
        List<Long> extents = new ArrayList<>();
        for (String part : text.split(",")) {
            String number = part.strip().replace("L", "");
            if (!number.isEmpty()) {
                extents.add(extent(number, where));
            }
        }
        return extents;
    }

    private static long extent(String number, String where) throws FormatException {
        if (number.length() > 18 || !number.matches("[0-9]+")) {
            throw new FormatException(
                    where
                            + " has the extent "
                            + shorten(number)
                            + " in its shape; expected a whole number from 0 on of at most 18"
                            + " digits");
        }
        return Long.parseLong(number);
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}]", " ");
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }

    /** Number of elements, or -1 if the extents from 1 on make more than 2^31 - 1. */
    long size() {
        long size = 1;
        for (long extent : extents) {
            size *= Math.max(1, Math.min(extent, 1L << 31));
            if (size > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return extents.contains(0L) ? 0 : size;
    }
}
