package theoria.study.landscape;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.load.FormatException;
import theoria.core.study.CostEstimate;
import theoria.core.study.Study;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.core.study.parameter.Parameter;
import theoria.core.study.result.Axis;
import theoria.core.study.result.Composite;
import theoria.core.study.result.Curves;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Result;
import theoria.core.study.result.Series;
import theoria.core.study.result.Surface;
import theoria.study.landscape.internal.grid.StoredGrid;
import theoria.study.landscape.internal.grid.Topology;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A landscape that was computed elsewhere or earlier, from its file: the surfaces of Li et al., of
 * Landscaper and of this workbench, lines, and curves of mode connectivity; and the topology of a
 * surface: its minima, the saddles that join them, and how deep each minimum is (persistence).
 */
public final class StoredLandscapeStudy implements Study {
    private static final Parameter.Words FILE =
            new Parameter.Words(
                    "file", "File", "A surface or line: npz, or HDF5 as Li et al. write it.", "");
    private static final Parameter.Words QUANTITY =
            new Parameter.Words(
                    "quantity",
                    "Quantity",
                    "Whose topology is taken; empty for the first loss.",
                    "");
    private static final Parameter.Choice SCALE =
            new Parameter.Choice(
                    "scale",
                    "Scale",
                    "Heights as they are, or their common logarithms, for persistence.",
                    "linear",
                    List.of("linear", "log"));
    private static final StudyDescriptor DESCRIPTOR =
            StudyDescriptor.builder("landscape.stored", "Stored landscape", "Landscape")
                    .tells(
                            "What a surface from a file looks like, and which of its minima are"
                                    + " more than ripples.",
                            "Minima and saddles of the loss itself: a saddle of a slice need not"
                                    + " be one of the landscape.")
                    .formula(
                            "\\mathrm{persistence}(m) = f(\\mathrm{saddle\\ that\\ ends\\ } m) -"
                                    + " f(m)",
                            "H. Edelsbrunner, J. Harer: Computational topology, 2010")
                    .models(0, 0)
                    .data()
                    .parameter(FILE)
                    .parameter(QUANTITY)
                    .parameter(SCALE)
                    .parameter(Topology.PERSISTENCE)
                    .output("x", "abscissae")
                    .output("y", "ordinates; surfaces")
                    .output("missing", "cells that were not computed")
                    .output("minimum_x", "place of each minimum, the most persistent first")
                    .output("minimum_y", "place of each minimum")
                    .output("minimum_value", "height of each minimum")
                    .output("persistence", "height of the walls of each minimum")
                    .output("minima", "number of minima above the threshold")
                    .build();

    @Override
    public StudyDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<String> obstacle(StudyInput input) {
        return input.values().get(FILE).isBlank()
                ? Optional.of("parameter file is ''; expected the file of a landscape")
                : Optional.empty();
    }

    @Override
    public CostEstimate cost(StudyInput input) {
        return CostEstimate.negligible();
    }

    @Override
    public Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Path file = Path.of(input.values().get(FILE));
        StoredGrid grid;
        try {
            grid = StoredGrid.of(input.tensors(file), file);
        } catch (FormatException e) {
            throw new StudyException(String.valueOf(e.getMessage()), e);
        }
        progress.check();
        String name = String.valueOf(file.getFileName());
        return grid.isLine() ? line(grid, name) : surface(grid, name, input);
    }

    private static Result line(StoredGrid grid, String name) {
        Composite.Builder result =
                Composite.builder("Stored landscape")
                        .caption("Line of " + name)
                        .array("x", NumericArray.of(grid.x()))
                        .scalar("missing", grid.missing());
        grid.quantities()
                .forEach(
                        (key, values) -> {
                            result.array(key, NumericArray.of(values));
                            result.part(
                                    key,
                                    Curves.builder(key, Axis.of("t"), Axis.of(key))
                                            .caption(key + " of " + name)
                                            .series(Series.line(key, grid.x(), values))
                                            .build());
                        });
        return result.build();
    }

    private static Result surface(StoredGrid grid, String name, StudyInput input)
            throws StudyException {
        String wanted = input.values().get(QUANTITY);
        String quantity = wanted.isBlank() ? grid.quantities().keySet().iterator().next() : wanted;
        double[] values = grid.quantities().get(quantity);
        if (values == null) {
            throw new StudyException(
                    "parameter quantity is '"
                            + quantity
                            + "'; '"
                            + name
                            + "' has "
                            + String.join(", ", grid.quantities().keySet()));
        }
        boolean log = input.values().get(SCALE).equals("log");
        double[] heights = values.clone();
        for (int i = 0; log && i < heights.length; i++) {
            heights[i] = Math.log10(heights[i]);
        }
        double share = input.values().get(Topology.PERSISTENCE);
        Topology topology = Topology.of(grid.x(), grid.y(), heights, share);
        Composite.Builder result =
                Composite.builder("Stored landscape")
                        .caption("Surface of " + name + ", topology of " + quantity)
                        .array("x", NumericArray.of(grid.x()))
                        .array("y", NumericArray.of(grid.y()))
                        .scalar("missing", grid.missing());
        topology.addTo(result);
        if (log) {
            result.note("Heights and persistence are common logarithms of " + quantity + ".");
        }
        if (grid.missing() > 0) {
            result.note(grid.missing() + " cells of the file were not computed.");
        }
        result.part("surface", picture(grid, quantity, topology, name));
        topology.addPartsTo(result);
        return result.build();
    }

    private static Surface picture(StoredGrid grid, String first, Topology topology, String name) {
        double[] shown = grid.quantities().get(first);
        boolean[] computed = new boolean[grid.x().length * grid.y().length];
        for (int i = 0; shown != null && i < computed.length; i++) {
            computed[i] = !Double.isNaN(shown[i]);
        }
        Surface.Builder surface =
                Surface.builder(name, Axis.of("x"), grid.x(), Axis.of("y"), grid.y())
                        .caption(Topology.LEGEND)
                        .computed(computed);
        if (shown != null) {
            surface.layer(first, Axis.of(first), shown);
        }
        for (Map.Entry<String, double[]> other : grid.quantities().entrySet()) {
            if (!other.getKey().equals(first)) {
                surface.layer(other.getKey(), Axis.of(other.getKey()), other.getValue());
            }
        }
        topology.drawOn(surface);
        return surface.build();
    }
}
