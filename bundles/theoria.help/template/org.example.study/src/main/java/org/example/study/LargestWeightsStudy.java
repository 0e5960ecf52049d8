package org.example.study;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.graph.Block;
import theoria.core.model.load.Model;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.result.Column;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Table;

import java.util.Arrays;
import java.util.List;

/** The largest magnitude among the weights of each block. */
public final class LargestWeightsStudy implements Study {
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("example.largest-weights", "Largest weights", "Example")
                    .tells("How large the weights of a block are at most.", "Whether they matter.")
                    .formula("m_b = \\max_i |w_i|", "by definition")
                    .data()
                    .output("largest", "largest magnitude of each block, (blocks)")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress) throws Cancelled {
        Model model = input.model();
        List<Block> blocks = model.graph().trainableBlocks();
        double[] largest = new double[blocks.size()];
        for (int b = 0; b < largest.length; b++) {
            progress.check();
            double[] weights = model.weights().values(blocks.get(b));
            largest[b] = Arrays.stream(weights).map(Math::abs).max().orElse(0);
        }
        return Table.builder("Largest weights")
                .caption("Largest weights of " + model.name())
                .array("largest", NumericArray.of(largest))
                .column(Column.text("block", blocks.stream().map(Block::name).toArray(String[]::new)))
                .column(Column.reals("largest", largest))
                .build();
    }
}
