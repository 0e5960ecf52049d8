package theoria.study.inspection;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.Node;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Composite;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.TableRows;
import theoria.study.inspection.internal.GraphAlignment;
import theoria.study.inspection.internal.GraphAlignment.BlockPair;
import theoria.study.inspection.internal.GraphAlignment.Change;
import theoria.study.inspection.internal.TensorChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What differs between networks: their layers, aligned in the order of execution, and each tensor B
 * against A by |B - A| / |A|, the cosine of A and B, and their singular values. Each further model
 * is compared with the first. Needs no data.
 */
public final class DiffStudy implements Study {
    private static final Parameter.Whole SPECTRUM =
            new Parameter.Whole(
                    "spectrum",
                    "Spectrum up to",
                    "Singular values are compared of kernels whose smaller extent, as a matrix with"
                            + " a row for each output, is at most this; 0 for none.",
                    256,
                    0,
                    100_000);

    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("inspection.diff", "Difference of networks", "Inspection")
                    .tells(
                            "Which layers were added, removed or changed between networks, and how"
                                    + " far each tensor moved.",
                            "Whether they behave differently; equal functions may have very"
                                    + " different weights.")
                    .formula(
                            "\\frac{\\|B-A\\|_2}{\\|A\\|_2},\\quad \\cos(A,B) = \\frac{\\langle A,"
                                    + " B\\rangle}{\\|A\\|_2 \\|B\\|_2},\\quad"
                                    + " \\frac{\\|\\sigma(B)-\\sigma(A)\\|_2}{\\|\\sigma(A)\\|_2}",
                            "alignment: Needleman and Wunsch 1970")
                    .models(2, 16)
                    .weightsOnly()
                    .data()
                    .parameter(SPECTRUM)
                    .output("identical_graph", "1 if operators and wiring are equal, else 0")
                    .output("identical_weights", "1 if all tensors are equal to the last bit")
                    .output("added", "layers only in the second; of a k-th model added_k")
                    .output("removed", "layers only in the first")
                    .output("changed", "layers of other settings or shapes")
                    .output("relative", "|B - A| / |A| over all tensors of equal shapes")
                    .output("cosine", "of the angle between them")
                    .output("tensors", "tensors of equal shapes")
                    .output("tensors_changed", "those that differ")
                    .output("tensor_relative", "|B - A| / |A| of each, (tensors)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long numbers = 0;
        for (Model model : input.models()) {
            numbers += model.graph().parameterCount();
        }
        return new CostEstimate(
                numbers * 1e-7, numbers * 16, "a pass over the weights and small decompositions");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws Cancelled {
        List<Model> models = input.models();
        Model first = models.get(0);
        List<Difference> differences = new ArrayList<>();
        Composite.Builder result = Composite.builder("Difference of networks");
        for (Model other : models.subList(1, models.size())) {
            Difference difference = new Difference(first, other);
            difference.compare(input.values().get(SPECTRUM), progress, differences.size());
            differences.add(difference);
        }
        if (differences.size() > 1) {
            result.part("models", overview(first, differences));
        }
        for (int i = 0; i < differences.size(); i++) {
            differences.get(i).addTo(result, i == 0 ? "" : "_" + (i + 2));
        }
        return result.caption(
                        String.join("; ", differences.stream().map(Difference::sentence).toList()))
                .build();
    }

    private static Table overview(Model first, List<Difference> differences) {
        TableRows rows = new TableRows().text("model").integers("parameters");
        rows.integers("same layers").integers("changed").integers("added").integers("removed");
        rows.reals("relative change").reals("cosine");
        int nodes = first.graph().nodes().size();
        rows.add(first.name(), first.graph().parameterCount(), nodes, 0, 0, 0, 0, 1);
        for (Difference d : differences) {
            rows.add(
                    d.other.name(),
                    d.other.graph().parameterCount(),
                    d.alignment.count(Change.SAME) + d.alignment.count(Change.RENAMED),
                    d.alignment.count(Change.CHANGED),
                    d.alignment.count(Change.ADDED),
                    d.alignment.count(Change.REMOVED),
                    d.total.relative(),
                    d.total.cosine());
        }
        return Table.builder("Models against " + first.name()).rows(rows).build();
    }

    /** One network against the first. */
    private static final class Difference {
        private final Model first;
        private final Model other;
        private final GraphAlignment alignment;
        private final List<BlockPair> blocks;
        private final List<TensorChange> changes = new ArrayList<>();
        private TensorChange total = sum(List.of());

        Difference(Model first, Model other) {
            this.first = first;
            this.other = other;
            this.alignment = GraphAlignment.of(first.graph(), other.graph());
            this.blocks = alignment.blocks();
        }

        void compare(int spectrum, StudyProgress progress, int before) throws Cancelled {
            int done = 0;
            for (BlockPair pair : blocks) {
                progress.check();
                if (pair.comparable()) {
                    double[] a = first.weights().values(pair.first());
                    double[] b = other.weights().values(pair.second());
                    changes.add(TensorChange.of(pair.first(), a, b, spectrum));
                }
                done++;
                double part = (double) done / blocks.size();
                progress.report(1 - 1 / (1 + before + part), pair.first().name());
            }
            total = sum(changes);
        }

        private static TensorChange sum(List<TensorChange> changes) {
            long size = 0;
            long differing = 0;
            double aa = 0;
            double bb = 0;
            double dd = 0;
            double ab = 0;
            double largest = 0;
            for (TensorChange change : changes) {
                size += change.size();
                differing += change.differing();
                aa += change.norm() * change.norm();
                bb += change.otherNorm() * change.otherNorm();
                dd += change.distance() * change.distance();
                ab += change.product();
                largest = Math.max(largest, change.largest());
            }
            double none = Double.NaN;
            return new TensorChange(
                    size,
                    differing,
                    Math.sqrt(aa),
                    Math.sqrt(bb),
                    Math.sqrt(dd),
                    ab,
                    largest,
                    none,
                    none,
                    none);
        }

        /** All tensors of both are there, of the same shapes and the same numbers. */
        private boolean identicalWeights() {
            return changes.size() == first.graph().blocks().size()
                    && changes.size() == other.graph().blocks().size()
                    && total.differing() == 0;
        }

        private long changedTensors() {
            return changes.stream().filter(change -> change.differing() > 0).count();
        }

        String sentence() {
            String both = first.name() + " and " + other.name() + ": ";
            if (alignment.identical() && identicalWeights()) {
                return both + "identical function, identical weights";
            }
            String layers =
                    alignment.identical()
                            ? "identical architecture"
                            : alignment.count(Change.ADDED)
                                    + " layers added, "
                                    + alignment.count(Change.REMOVED)
                                    + " removed, "
                                    + alignment.count(Change.CHANGED)
                                    + " changed";
            String weights =
                    identicalWeights()
                            ? "identical weights"
                            : String.format(
                                    Locale.ROOT,
                                    "%d of %d tensors of equal shapes differ, relative change %.3g",
                                    changedTensors(),
                                    changes.size(),
                                    total.relative());
            return both + layers + ", " + weights;
        }

        void addTo(Composite.Builder result, String suffix) {
            result.scalar("identical_graph" + suffix, alignment.identical() ? 1 : 0)
                    .scalar("identical_weights" + suffix, identicalWeights() ? 1 : 0)
                    .scalar("added" + suffix, alignment.count(Change.ADDED))
                    .scalar("removed" + suffix, alignment.count(Change.REMOVED))
                    .scalar("changed" + suffix, alignment.count(Change.CHANGED))
                    .scalar("tensors" + suffix, changes.size())
                    .scalar("tensors_changed" + suffix, changedTensors());
            if (!changes.isEmpty()) {
                result.scalar("relative" + suffix, total.relative())
                        .scalar("cosine" + suffix, total.cosine())
                        .array(
                                "tensor_relative" + suffix,
                                NumericArray.of(
                                        changes.stream()
                                                .mapToDouble(TensorChange::relative)
                                                .toArray()));
            }
            result.part("tensors" + suffix, tensorTable()).part("layers" + suffix, layerTable());
        }

        private String title(String what) {
            return what + ", " + first.name() + " and " + other.name();
        }

        private Table tensorTable() {
            TableRows rows = new TableRows().text("tensor").text("in the other").text("shape");
            rows.integers("numbers").integers("differing").reals("relative change").reals("cosine");
            rows.reals("largest change").reals("norm").reals("norm of the other");
            rows.reals("top singular value").reals("that of the other").reals("spectral change");
            int next = 0;
            for (BlockPair pair : blocks) {
                String a = pair.first().shape().toString();
                if (pair.comparable()) {
                    add(rows, pair, a, changes.get(next));
                    next++;
                } else {
                    double no = Double.NaN;
                    rows.add(
                            pair.first().name(),
                            pair.second().name(),
                            a + " against " + pair.second().shape(),
                            pair.first().size(),
                            no,
                            no,
                            no,
                            no,
                            no,
                            no,
                            no,
                            no,
                            no);
                }
            }
            return Table.builder(title("Tensors")).rows(rows).build();
        }

        private static void add(TableRows rows, BlockPair pair, String shape, TensorChange c) {
            rows.add(
                    pair.first().name(),
                    pair.second().name(),
                    shape,
                    c.size(),
                    c.differing(),
                    c.relative(),
                    c.cosine(),
                    c.largest(),
                    c.norm(),
                    c.otherNorm(),
                    c.top(),
                    c.otherTop(),
                    c.spectral());
        }

        private Table layerTable() {
            TableRows rows = new TableRows().text("layer").text("in the other").text("operator");
            rows.text("change").text("detail");
            for (GraphAlignment.Pair pair : alignment.pairs()) {
                Node node = pair.first().or(pair::second).orElseThrow();
                rows.add(
                        pair.first().map(Node::name).orElse(""),
                        pair.second().map(Node::name).orElse(""),
                        node.operator().title(),
                        pair.change().name().toLowerCase(Locale.ROOT),
                        detail(pair));
            }
            return Table.builder(title("Layers")).rows(rows).build();
        }

        private String detail(GraphAlignment.Pair pair) {
            Optional<Node> a = pair.first();
            Optional<Node> b = pair.second();
            if (pair.change() != Change.CHANGED || a.isEmpty() || b.isEmpty()) {
                return "";
            }
            String from = first.graph().shape(a.get().name()).toString();
            String to = other.graph().shape(b.get().name()).toString();
            return from.equals(to) ? "other settings" : from + " became " + to;
        }
    }
}
