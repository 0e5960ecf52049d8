package theoria.study.landscape.internal.curvature;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Loss;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Composite;
import theoria.study.landscape.internal.LabelledBatches;
import theoria.study.landscape.internal.Risk;

import java.util.ArrayList;
import java.util.List;

/** One run of the Hessian study: every split after the other, a partial result after each part. */
public final class HessianRun {
    private final StudyInput input;
    private final HessianPlan plan;
    private final Loss loss;
    private final Model model;
    private final List<LayerBlocks> layers;
    private final List<HessianNumbers> numbers = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();

    /** A run of a plan. */
    public HessianRun(StudyInput input, HessianPlan plan, Loss loss) {
        this.input = input;
        this.plan = plan;
        this.loss = loss;
        this.model = input.model();
        this.layers = plan.blocks() ? LayerBlocks.of(model.graph()) : List.of();
    }

    /** Computes everything. */
    public Composite compute(StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        int size = model.graph().parameterCount();
        int top = Math.min(size, plan.top());
        List<LabelledBatches> batches = new ArrayList<>();
        for (Split split : input.splits()) {
            Examples examples = model.prepare(input.examples(split));
            batches.add(new LabelledBatches(examples, model.graph(), input.batch()));
            numbers.add(new HessianNumbers(plan.count(size), top, layers));
            descriptions.add(examples.description());
        }
        for (int split = 0; split < numbers.size(); split++) {
            analyse(batches.get(split), numbers.get(split), progress);
        }
        return result();
    }

    private void analyse(LabelledBatches batches, HessianNumbers own, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        try (Curvature curvature =
                new Curvature(input, model.graph(), model.weights(), loss, batches, progress)) {
            new HessianAnalysis(
                            plan,
                            curvature,
                            layers,
                            input.seed(),
                            progress,
                            own,
                            () -> progress.publish(result()))
                    .run();
        }
    }

    private Composite result() {
        Composite.Builder result =
                Composite.builder("Curvature of " + model.name())
                        .caption(
                                "Hessian of the mean "
                                        + loss.word()
                                        + " loss in "
                                        + model.graph().parameterCount()
                                        + " parameters, "
                                        + model.name()
                                        + ", "
                                        + String.join(" and ", descriptions));
        for (int split = 0; split < numbers.size(); split++) {
            new HessianReport(plan, numbers.get(split), result, Risk.suffix(split)).add();
        }
        return result.notes(notes()).build();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                input.precision() == Precision.DOUBLE
                        ? "Products are exact and computed in double precision."
                        : "Products are exact and computed in double precision; precision=float"
                                + " rounds the weights only.");
        if (loss == Loss.CROSS_ENTROPY && plan.computes("gauss-newton")) {
            notes.add(
                    "Of cross-entropy the Gauss-Newton matrix is the Fisher information of the"
                            + " network's own predictions; fisher_trace is that of the empirical"
                            + " Fisher matrix, made of the gradients at the labels.");
        }
        if (plan.traceOfGaussNewton()) {
            notes.add(
                    "The trace is exact: the outputs are piecewise linear in every single"
                            + " parameter, so that the diagonal of the Hessian is that of its"
                            + " Gauss-Newton part.");
        }
        if (plan.computes("density")) {
            notes.add(
                    "The laws of random matrices are drawn for comparison; nothing says that a"
                            + " Hessian follows them.");
        }
        if (plan.computes("eigenvalues") && !plan.dense()) {
            notes.add(
                    "Residuals prove that each number is an eigenvalue; that none was missed is"
                            + " as sure as a random start can make it.");
        }
        if (model.graph().bufferCount() > 0) {
            notes.add("Running statistics of batch norm stay those of the network.");
        }
        return notes;
    }
}
