package theoria.study.generalization;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Column;
import theoria.core.study.result.Derivation;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;
import theoria.core.study.result.Verdict;
import theoria.study.generalization.internal.Chain;
import theoria.study.generalization.internal.LinearLayer;
import theoria.study.generalization.internal.PathNorm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Norms that theory bounds the generalization gap with (theory entries G3, G4): of each dense and
 * convolutional layer the spectral, Frobenius and (2,1) norm of its matrix {@code [out, rest]} and
 * the norm of a convolution as the linear map it is; in all the product of the maps' norms, the l2
 * path norm and the spectral complexity. Needs no data.
 */
public final class NormsStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("generalization.norms", "Norms", "Generalization")
                    .tells(
                            "How large the network is in the norms that enter bounds: how much it"
                                + " can stretch a difference, and how complex the bounds take it.",
                            "How well it generalizes: the norms change under rescalings that leave"
                                    + " the function as it is, and bounds are far from tight.")
                    .formula(
                            "R_A = \\prod_i s_i \\Big(\\sum_i (b_i/s_i)^{2/3}\\Big)^{3/2},\\quad"
                                    + " s_i = \\|A_i\\|,\\ b_i = \\|A_i^T\\|_{2,1}",
                            "Bartlett, Foster, Telgarsky 2017; Neyshabur, Tomioka, Srebro 2015")
                    .data()
                    .output("spectral", "largest singular value of each layer's matrix, (layers)")
                    .output("frobenius", "of each layer's matrix, (layers)")
                    .output("row_norms", "sum of the Euclidean norms of the rows, (layers)")
                    .output("stable_rank", "squared Frobenius over squared spectral norm, (layers)")
                    .output("operator_norm", "of each layer as a linear map, padding as used")
                    .output("operator_norm_circular", "of convolutions on a torus, NaN else")
                    .output("lipschitz_product", "product of the operator norms; chains only")
                    .output("path_norm", "l2 path norm without biases")
                    .output("path_norm_with_biases", "l2 path norm with squared biases")
                    .output("spectral_complexity", "R_A against 0; chains only")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return LinearLayer.of(input.model()).isEmpty()
                ? Optional.of("'" + input.model().name() + "' has no dense or convolutional layer")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        long numbers = input.model().graph().parameterCount();
        return new CostEstimate(
                1 + numbers * 4e-7, numbers * 24, "some tens of products with each layer");
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws EngineException, Cancelled {
        Model model = input.model();
        List<LinearLayer> layers = LinearLayer.of(model);
        List<double[]> rows = new ArrayList<>();
        for (LinearLayer layer : layers) {
            progress.check();
            progress.report((double) rows.size() / layers.size(), layer.node().name());
            rows.add(row(layer));
        }
        Table.Builder table = table(layers, rows).caption("Norms of " + model.name());
        String[] keys = {
            "spectral",
            "frobenius",
            "row_norms",
            "stable_rank",
            "operator_norm",
            "operator_norm_circular"
        };
        for (int i = 0; i < keys.length; i++) {
            table.array(keys[i], NumericArray.of(column(rows, i)));
        }
        addChain(table, model, layers, column(rows, 4));
        addPaths(table, input, model);
        return table.build();
    }

    private static double[] row(LinearLayer layer) {
        double spectral = layer.spectral();
        double frobenius = layer.frobenius();
        double circular =
                layer.convolution()
                        .filter(map -> map.side() > 0)
                        .map(
                                map ->
                                        theoria.core.math.linear.ConvolutionNorm.circular(
                                                map.kernel(), map.side()))
                        .orElse(Double.NaN);
        return new double[] {
            spectral,
            frobenius,
            layer.sumOfRowNorms(),
            frobenius * frobenius / (spectral * spectral),
            layer.operatorNorm(),
            circular
        };
    }

    private static double[] column(List<double[]> rows, int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    private static Table.Builder table(List<LinearLayer> layers, List<double[]> rows) {
        String[] names = layers.stream().map(l -> l.node().name()).toArray(String[]::new);
        return Table.builder("Norms")
                .column(Column.text("layer", names))
                .column(Column.reals("spectral", column(rows, 0)))
                .column(Column.reals("Frobenius", column(rows, 1)))
                .column(Column.reals("(2,1) of the transpose", column(rows, 2)))
                .column(Column.reals("stable rank", column(rows, 3)))
                .column(Column.reals("operator norm", column(rows, 4)))
                .column(Column.reals("operator norm, circular", column(rows, 5)));
    }

    private static void addChain(
            Table.Builder table, Model model, List<LinearLayer> layers, double[] operatorNorms) {
        Optional<String> obstacle = Chain.obstacle(model.graph());
        if (obstacle.isPresent()) {
            table.note("There is no spectral complexity: " + obstacle.get() + ".");
            return;
        }
        double bound = 1;
        for (double norm : operatorNorms) {
            bound *= norm;
        }
        double complexity = Chain.complexity(layers);
        Derivation product = Derivation.product("table", "operator norm");
        table.derived("lipschitz_product", bound, product)
                .scalar("spectral_complexity", complexity)
                .verdict(
                        Verdict.atLeast(
                                "the complexity is at least the product of the norms",
                                "R_A \\ge \\prod_i s_i",
                                complexity,
                                bound,
                                1e-9 * bound));
    }

    private static void addPaths(Table.Builder table, StudyInput input, Model model)
            throws EngineException {
        Optional<String> obstacle = PathNorm.obstacle(model.graph());
        if (obstacle.isPresent()) {
            table.note("There is no path norm: " + obstacle.get() + ".");
            return;
        }
        table.scalar("path_norm", PathNorm.of(input, model, false))
                .scalar("path_norm_with_biases", PathNorm.of(input, model, true));
    }
}
