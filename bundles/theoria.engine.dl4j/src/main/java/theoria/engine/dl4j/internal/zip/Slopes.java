package theoria.engine.dl4j.internal.zip;

import theoria.core.model.graph.Operator;
import theoria.core.model.graph.Role;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Translates DL4J's PReLU. Its field inputShape is the shape of the slopes in files: DL4J
 * overwrites the extents of shared axes by 1 before it saves.
 */
final class Slopes {
    /** Extent of an axis whose places share one slope, so that its length is not known. */
    static final int SHARED = 0;

    private static final int MOST_AXES = 3;

    private Slopes() {}

    /** Extents of the input, SHARED where they are not told. */
    static List<Integer> extents(Step step) throws FormatException {
        List<Integer> extents = new ArrayList<>(step.body().extents("inputShape", 1));
        if (extents.isEmpty() || extents.size() > MOST_AXES) {
            throw step.body()
                    .refuse("has " + extents.size() + " numbers in inputShape", "1 to 3 numbers");
        }
        for (int axis : step.body().extents("sharedAxes", 1)) {
            if (axis > extents.size()) {
                throw step.body()
                        .refuse("shares axis " + axis, "one of the " + extents.size() + " it has");
            }
            extents.set(axis - 1, SHARED);
        }
        return extents;
    }

    /** The node of a layer. */
    static String translate(Step step, String input, Assembly assembly) throws FormatException {
        List<Integer> extents = extents(step);
        Shape found = assembly.shape(input);
        boolean fits = found.rank() == extents.size();
        for (int axis = 0; fits && axis < extents.size(); axis++) {
            int extent = extents.get(axis);
            fits = extent == SHARED || extent == found.extent(axis);
        }
        if (!fits) {
            throw step.body()
                    .refuse(
                            "has slopes for " + extents + " but gets " + found,
                            "the same extents where they are not shared (0)");
        }
        List<Integer> slopes = extents.stream().map(extent -> Math.max(1, extent)).toList();
        return assembly.main(
                step,
                new Operator.ParametricRelu(Shape.of(slopes)),
                input,
                Map.of(Role.SCALE, ParameterLayout.kernel(step)));
    }
}
