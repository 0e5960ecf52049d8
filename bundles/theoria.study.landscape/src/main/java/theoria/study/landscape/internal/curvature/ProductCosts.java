package theoria.study.landscape.internal.curvature;

import theoria.core.model.engine.Loss;
import theoria.core.model.graph.LayerCost;
import theoria.core.model.load.Model;
import theoria.core.study.StudyInput;
import theoria.core.study.Work;
import theoria.study.landscape.internal.LabelledBatches;

import java.util.Locale;

/** What products with the Hessian cost in time, from metadata. */
public final class ProductCosts {
    /** Multiply-accumulates of plain Java in a second, on two cores. */
    private static final double JAVA_MACS_PER_SECOND = 6e9;

    /** What a product with the Hessian costs in forward passes, those it shares being kept. */
    private static final double FORWARDS_PER_PRODUCT = 5;

    private ProductCosts() {}

    /** Seconds of so many products with the Hessian on all examples, and of further passes. */
    public static double seconds(StudyInput input, Model model, double products, double passes) {
        double macs = (double) LayerCost.macs(model.graph()) * input.exampleCount();
        return (products * FORWARDS_PER_PRODUCT + passes) * macs / JAVA_MACS_PER_SECOND;
    }

    /** What such products are, for the basis of an estimate. */
    public static String words(long products) {
        return String.format(
                Locale.ROOT,
                "%,d products with the Hessian, each like %.0f forward passes in plain Java",
                products,
                FORWARDS_PER_PRODUCT);
    }

    /** Products with the Hessian on so many examples. */
    public static Work work(
            StudyInput input, Model model, Loss loss, double products, double examples) {
        int batch = LabelledBatches.size(model.graph(), input.batch());
        return new Work(
                model,
                Curvature.need(input, loss),
                Work.Kind.HESSIAN_PRODUCT,
                products,
                examples,
                batch,
                Curvature.pieces(examples / batch));
    }
}
