package theoria.engine.dl4j.internal.zip;

import theoria.core.model.data.InputContract;
import theoria.core.model.file.ZipEntries;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the entries configuration.json, coefficients.bin and updaterState.bin of a model zip, and
 * no other: preprocessor.bin, normalizer.bin and added objects are serialised Java objects, which
 * are named and left alone.
 */
public final class ModelReader {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";
    private static final long LONGEST_CONFIGURATION = 1 << 24;
    private static final int NAMED_ENTRIES = 10;

    private final ZipEntries zip;
    private final List<String> remarks = new ArrayList<>();

    /** A reader of an open zip. */
    public ModelReader(ZipEntries zip) {
        this.zip = zip;
    }

    /** Whether a zip with these entries is DL4J's. */
    public static boolean recognises(ZipEntries zip) {
        return zip.has(CONFIGURATION) || zip.has(COEFFICIENTS);
    }

    /**
     * The model.
     *
     * @param name of the network, which the file does not give
     * @throws FormatException if an entry is missing or damaged, or a class is not supported
     */
    public ImportedModel read(String name) throws FormatException, IOException {
        Configuration configuration = configuration();
        remarks.addAll(configuration.remarks());
        try {
            ParameterLayout layout = new ParameterLayout(configuration);
            Tensor numbers = coefficients(layout);
            Shape input = new InputShape(configuration, remarks).find();
            NetworkGraph graph = new GraphAssembler(name, configuration, input, remarks).assemble();
            Weights weights = weights(graph, layout, numbers);
            checkUpdater();
            nameSkipped();
            return new ImportedModel(
                    graph,
                    weights,
                    InputContract.IDENTITY,
                    "DL4J, " + configuration.form(),
                    sentences(remarks));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException(
                    "entry 'configuration.json' describes no possible network ("
                            + e.getMessage()
                            + "); expected layers that fit together",
                    e);
        }
    }

    /** The remarks with a capital at the beginning and no line breaks from the file. */
    private static List<String> sentences(List<String> remarks) {
        return remarks.stream()
                .map(text -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1))
                .map(text -> text.replaceAll("\\p{Cntrl}+", " "))
                .toList();
    }

    private Configuration configuration() throws FormatException, IOException {
        try (EntryReader entry = EntryReader.of(zip, CONFIGURATION, LONGEST_CONFIGURATION)) {
            String text = entry.text();
            entry.finish();
            return ConfigurationReader.read(text);
        }
    }

    private Tensor coefficients(ParameterLayout layout) throws FormatException, IOException {
        if (layout.total() == 0 && !zip.has(COEFFICIENTS)) {
            return Tensor.of(Shape.of(0), new float[0]);
        }
        try (EntryReader entry = EntryReader.of(zip, COEFFICIENTS, Long.MAX_VALUE)) {
            NdArrayReader array = new NdArrayReader(entry);
            if (array.shape().size() != layout.total()) {
                throw entry.refuse(
                        "holds " + array.shape().size() + " numbers",
                        layout.total() + " for the layers (" + layout.summary() + ")");
            }
            boolean vector = array.shape().squeeze().rank() <= 1;
            if (!vector) {
                throw entry.refuse("has the shape " + array.shape(), "a vector");
            }
            if (array.type() == ElementType.HALF || array.type() == ElementType.BFLOAT16) {
                remarks.add("The numbers are stored in " + array.type() + " and were widened.");
            }
            return array.values();
        }
    }

    private Weights weights(NetworkGraph graph, ParameterLayout layout, Tensor numbers) {
        Weights.Builder weights = Weights.builder(graph, numbers.precision());
        int offset = 0;
        long nonFinite = 0;
        for (Slice slice : layout.slices()) {
            double[] values = new double[Math.toIntExact(slice.length())];
            for (int i = 0; i < values.length; i++) {
                values[i] = slice.value(numbers.get(offset + i));
                nonFinite += Double.isFinite(values[i]) ? 0 : 1;
            }
            double[] placed = slice.placed(values);
            weights.set(slice.block(), Tensor.of(Shape.of(placed.length), placed));
            offset += values.length;
        }
        if (nonFinite > 0) {
            remarks.add(nonFinite + " weights are NaN or infinite.");
        }
        return weights.build();
    }

    private void checkUpdater() throws FormatException, IOException {
        if (!zip.has(UPDATER)) {
            return;
        }
        try (EntryReader entry = EntryReader.of(zip, UPDATER, Long.MAX_VALUE)) {
            NdArrayReader array = new NdArrayReader(entry);
            array.check();
            remarks.add(
                    "Entry 'updaterState.bin' ("
                            + array.shape().size()
                            + " numbers of the optimiser) is intact and was left out.");
        }
    }

    private void nameSkipped() {
        List<String> skipped = new ArrayList<>(zip.names());
        skipped.removeAll(List.of(CONFIGURATION, COEFFICIENTS, UPDATER));
        for (String name : skipped.subList(0, Math.min(NAMED_ENTRIES, skipped.size()))) {
            remarks.add("Entry '" + name + "' was skipped unread.");
        }
        if (skipped.size() > NAMED_ENTRIES) {
            remarks.add((skipped.size() - NAMED_ENTRIES) + " more entries were skipped unread.");
        }
    }
}
