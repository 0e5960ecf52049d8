package theoria.study.landscape.internal.sharpness;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Column;
import theoria.core.study.result.Composite;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.direction.Frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sharpness of one or two models, and of the same functions with other weights. */
public final class SharpnessReport {
    /** Rounding that equal losses and slopes may differ by, relative to 1 plus the number. */
    private static final double ROUNDING = 1e-10;

    /** Numbers that differ by less than this share are said not to change. */
    private static final double SAME = 1e-6;

    private final StudyInput input;
    private final SharpnessPlan plan;
    private final Loss loss;
    private final Composite.Builder result = Composite.builder("Sharpness");
    private final List<Double> losses = new ArrayList<>();
    private int done;

    /** Of the input's models. */
    public SharpnessReport(StudyInput input, SharpnessPlan plan, Loss loss) {
        this.input = input;
        this.plan = plan;
        this.loss = loss;
    }

    /** Measures and describes them. */
    public Composite compute(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        List<String> names = input.models().stream().map(Model::name).toList();
        result.caption("Rise of the " + loss.word() + " loss near " + String.join(" and ", names));
        for (int split = 0; split < input.splits().size(); split++) {
            String word = input.splits().get(split).word();
            Table.Builder table =
                    Table.builder("Sharpness on the " + word + " split")
                            .column(Column.text("measure", Sharpness.KEYS.toArray(String[]::new)));
            RisePictures pictures = new RisePictures(plan, word);
            for (int k = 0; k < input.models().size(); k++) {
                add(k, split, table, pictures, progress);
            }
            result.part("sharpness" + Risk.suffix(split), table.build());
            pictures.addTo(result, Risk.suffix(split));
        }
        result.array("share", NumericArray.of(Measured.shares()));
        addNotes();
        return result.build();
    }

    private void add(
            int k, int split, Table.Builder table, RisePictures pictures, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Model model = input.models().get(k);
        Split which = input.splits().get(split);
        Examples examples = model.prepare(input.examples(which));
        LabelledBatches batches = new LabelledBatches(examples, model.graph(), input.batch());
        double[] theta = model.weights().parameters().toDoubles();
        Measured measured = measure(model, theta, batches, progress);
        Sharpness own = measured.numbers();
        String suffix = Frames.suffix(k) + Risk.suffix(split);
        scalars("", suffix, own);
        pictures.add(model.name(), measured);
        arrays("", suffix, measured);
        table.column(Column.reals(model.name(), own.values()));
        if (split == 0) {
            losses.add(own.loss());
        }
        Optional<Rescaling> rescaling = Rescaling.of(model, plan.rescale());
        if (rescaling.isPresent()) {
            Measured again = measure(model, rescaling.get().theta(), batches, progress);
            Sharpness other = again.numbers();
            scalars("rescaled_", suffix, other);
            pictures.add(model.name() + ", rescaled", again);
            arrays("rescaled_", suffix, again);
            table.column(Column.reals(model.name() + ", rescaled", other.values()))
                    .column(Column.text("beside " + model.name(), sentences(own, other)));
            verdicts(model, which, own, other);
        }
        if (split == 0) {
            result.note(sentence(model, rescaling));
        }
    }

    private Measured measure(
            Model model, double[] theta, LabelledBatches batches, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int all = 2 * input.models().size() * input.splits().size();
        progress.report((double) done++ / all, "sharpness of " + model.name());
        return new SharpnessRun(input, model, theta, plan, loss, batches).measure(progress);
    }

    private void scalars(String prefix, String suffix, Sharpness sharpness) {
        double[] values = sharpness.values();
        for (int i = 0; i < values.length; i++) {
            result.scalar(prefix + Sharpness.KEYS.get(i) + suffix, values[i]);
        }
    }

    private void arrays(String prefix, String suffix, Measured measured) {
        for (int kind = 0; kind < Measured.KINDS.size(); kind++) {
            String key = prefix + Measured.KINDS.get(kind) + "_rise" + suffix;
            result.array(key, NumericArray.of(measured.rises()[kind]));
        }
    }

    /** What the rescaling does to each number; the first is the loss itself. */
    private static String[] sentences(Sharpness own, Sharpness other) {
        double[] before = own.values();
        double[] after = other.values();
        String[] sentences = new String[before.length];
        for (int i = 0; i < before.length; i++) {
            sentences[i] = sentence(before[i], after[i]);
        }
        sentences[0] = "the function does not change";
        return sentences;
    }

    private static String sentence(double before, double after) {
        boolean same = Math.abs(after - before) <= SAME * Math.abs(before);
        double ratio = Math.abs(after) > Math.abs(before) ? after / before : before / after;
        if (same) {
            return "this number does not change, nor does the function";
        }
        return Double.isFinite(ratio)
                ? String.format(
                        Locale.ROOT, "this number changes %.3gx while the function does not", ratio)
                : "this number changes while the function does not";
    }

    private void verdicts(Model model, Split split, Sharpness own, Sharpness other) {
        if (!Double.isFinite(own.loss())) {
            return;
        }
        String where = " (" + model.name() + ", " + split.word() + ")";
        result.verdict(
                Verdict.equal(
                                "the rescaled network has the same loss" + where,
                                "L(c W_1, c b_1, W_2 / c) = L(W_1, b_1, W_2)",
                                other.loss(),
                                own.loss(),
                                ROUNDING * (1 + own.loss()))
                        .from("Dinh, Pascanu, S. Bengio, Y. Bengio 2017"));
        result.verdict(
                Verdict.equal(
                                "adaptive sharpness to first order does not see the scale" + where,
                                "\\rho\\, \\| |w| \\odot \\nabla L \\|_2",
                                other.asamFirstOrder(),
                                own.asamFirstOrder(),
                                ROUNDING * (1 + own.asamFirstOrder()))
                        .from("Kwon, Kim, Park, Choi 2021"));
    }

    private String sentence(Model model, Optional<Rescaling> rescaling) {
        return rescaling.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "Rescaled: of %s the layers %s times and divided by %.4g, which leaves the"
                                + " function as it is.",
                        model.name(),
                        rescaling.get().words(),
                        plan.rescale())
                : "No rescaling beside "
                        + model.name()
                        + ": "
                        + Rescaling.obstacle(model).orElse("")
                        + ".";
    }

    private void addNotes() {
        result.note(
                "Maxima are the largest values that ascents found: lower bounds of the true ones.");
        if (losses.size() == 2) {
            result.note(
                    String.format(
                            Locale.ROOT,
                            "The losses on the first split are %.4g and %.4g, a difference of %.4g."
                                    + " Sharpness depends on how far a training went: compare"
                                    + " networks at equal training loss only. A difference at"
                                    + " unequal losses does not say how they were trained, by"
                                    + " large batches or small.",
                            losses.get(0),
                            losses.get(1),
                            Math.abs(losses.get(0) - losses.get(1))));
        }
        if (input.models().stream().anyMatch(model -> model.graph().bufferCount() > 0)) {
            result.note("Running statistics of batch norm stay those of the network.");
        }
    }
}
