package theoria.format.keras.internal;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import org.jspecify.annotations.Nullable;

import theoria.core.model.file.UnpackedSize;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An HDF5 file, read by jHDF. Whatever a damaged file makes that library throw is said in one
 * sentence; the size of a data set is compared with the size of the file before it is read.
 */
public final class Hdf5 implements AutoCloseable {
    /** Kept, because java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("io.jhdf");

    static {
        LOGGER.setLevel(Level.SEVERE); // it tells each file and each unknown message of it
    }

    /** Compressed numbers can be this many times longer than their bytes in the file. */
    private static final long MOST_COMPRESSION = 1100;

    /** Up to this many bytes a file is read at once, not mapped, which would hold it open. */
    private static final long SMALL = 16 << 20;

    private static final int DEEPEST = 64;

    private final HdfFile file;
    private final long size;

    private Hdf5(HdfFile file, long size) {
        this.file = file;
        this.size = size;
    }

    /** Something that reads a part of the file. */
    private interface Reading<T> {
        T read() throws FormatException;
    }

    /**
     * Opens a file.
     *
     * @throws FormatException if it is damaged
     */
    public static Hdf5 open(Path path, long size) throws FormatException {
        if (size <= SMALL) {
            return open(bytes(path));
        }
        return new Hdf5(guarded("the file", () -> new HdfFile(path)), size);
    }

    private static byte[] bytes(Path path) throws FormatException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new FormatException("the file cannot be read; expected a readable file", e);
        }
    }

    /** Opens a file that lies in memory. */
    public static Hdf5 open(byte[] bytes) throws FormatException {
        return new Hdf5(guarded("the file", () -> HdfFile.fromBytes(bytes)), bytes.length);
    }

    private static <T> T guarded(String where, Reading<T> reading) throws FormatException {
        try {
            return reading.read();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new FormatException(
                    where
                            + " is no intact HDF5 ("
                            + firstLine(String.valueOf(e.getMessage()))
                            + "); expected one as Keras writes it",
                    e);
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    /** A text attribute of the root, if there is one. */
    public Optional<String> text(String attribute) throws FormatException {
        return guarded(
                "attribute '" + attribute + "'",
                () -> {
                    Attribute found = file.getAttribute(attribute);
                    Object data = found == null ? null : found.getData();
                    return data instanceof String text ? Optional.of(text) : Optional.empty();
                });
    }

    /** Whether the root has an attribute. */
    public boolean has(String attribute) throws FormatException {
        return guarded("attribute '" + attribute + "'", () -> file.getAttribute(attribute) != null);
    }

    /** Whether there is a group or data set of this path. */
    boolean hasPath(String path) throws FormatException {
        return find(path).isPresent();
    }

    private Optional<Node> find(String path) throws FormatException {
        return guarded(
                "'" + path + "'",
                () -> {
                    Node node = file;
                    for (String part : path.split("/")) {
                        if (part.isEmpty()) {
                            continue;
                        }
                        if (!(node instanceof Group group)) {
                            return Optional.empty();
                        }
                        Node child = group.getChild(part);
                        if (child == null) {
                            return Optional.empty();
                        }
                        node = child;
                    }
                    return Optional.of(node);
                });
    }

    /** The words of an attribute of a group; none if it is missing or empty. */
    List<String> words(String path, String attribute) throws FormatException {
        Optional<Node> node = find(path);
        if (node.isEmpty()) {
            return List.of();
        }
        return guarded(
                "attribute '" + attribute + "' of '" + path + "'",
                () -> {
                    Attribute found = node.get().getAttribute(attribute);
                    return words(found == null ? null : found.getData());
                });
    }

    private static List<String> words(@Nullable Object data) {
        List<String> words = new ArrayList<>();
        if (data instanceof String word) {
            words.add(word);
        } else if (data instanceof Object[] several) {
            for (Object word : several) {
                words.add(String.valueOf(word));
            }
        }
        return words;
    }

    /** Names of what lies in a group. */
    List<String> children(String path) throws FormatException {
        Optional<Node> node = find(path);
        return guarded(
                "'" + path + "'",
                () ->
                        node.isPresent() && node.get() instanceof Group group
                                ? List.copyOf(group.getChildren().keySet())
                                : List.of());
    }

    /**
     * The numbers of a data set.
     *
     * @throws FormatException if there is none, or it holds no numbers
     */
    Tensor tensor(String path) throws FormatException {
        Optional<Node> node = find(path);
        if (node.isEmpty() || !(node.get() instanceof Dataset data)) {
            throw new FormatException("there is no data set '" + path + "'; expected its numbers");
        }
        return guarded("data set '" + path + "'", () -> numbers(path, data));
    }

    private Tensor numbers(String path, Dataset data) throws FormatException {
        Shape shape = Shape.of(data.getDimensions());
        long most = Math.min(size * MOST_COMPRESSION, UnpackedSize.most(size));
        if (data.getSizeInBytes() < 0 || data.getSizeInBytes() > most) {
            throw new FormatException(
                    "data set '"
                            + path
                            + "' announces "
                            + data.getSizeInBytes()
                            + " bytes in a file of "
                            + size
                            + "; expected numbers that fit");
        }
        Object flat = data.getDataFlat();
        if (flat instanceof float[] floats) {
            return Tensor.of(shape, floats);
        }
        if (flat instanceof double[] doubles) {
            return Tensor.of(shape, doubles);
        }
        double[] wide = widened(flat);
        if (wide == null) {
            throw new FormatException(
                    "data set '"
                            + path
                            + "' holds "
                            + data.getJavaType().getSimpleName()
                            + "; expected numbers");
        }
        return Tensor.of(shape, wide);
    }

    private static double @Nullable [] widened(Object flat) {
        if (!flat.getClass().isArray()) {
            return flat instanceof Number number ? new double[] {number.doubleValue()} : null;
        }
        int length = java.lang.reflect.Array.getLength(flat);
        double[] wide = new double[length];
        for (int i = 0; i < length; i++) {
            if (!(java.lang.reflect.Array.get(flat, i) instanceof Number number)) {
                return null;
            }
            wide[i] = number.doubleValue();
        }
        return wide;
    }

    /** All data sets of numbers, by their paths without the first slash. */
    public List<NamedTensors.Entry> tensors(List<String> left) throws FormatException {
        List<NamedTensors.Entry> entries = new ArrayList<>();
        collect("", 0, entries, left);
        return entries;
    }

    private void collect(
            String path, int depth, List<NamedTensors.Entry> entries, List<String> left)
            throws FormatException {
        if (depth > DEEPEST) {
            throw new FormatException("groups lie more than " + DEEPEST + " deep; expected fewer");
        }
        for (String child : children(path)) {
            String below = path.isEmpty() ? child : path + "/" + child;
            Optional<Node> node = find(below);
            if (node.isPresent() && node.get() instanceof Dataset data) {
                String type = guarded("'" + below + "'", () -> data.getJavaType().getSimpleName());
                boolean numbers =
                        List.of("float", "double", "int", "long", "short", "byte").contains(type);
                if (numbers) {
                    boolean whole = !type.equals("float") && !type.equals("double");
                    String word = type.toUpperCase(Locale.ROOT);
                    entries.add(new NamedTensors.Entry(below, tensor(below), word, whole));
                } else {
                    left.add(below);
                }
            } else if (node.isPresent()) {
                collect(below, depth + 1, entries, left);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
