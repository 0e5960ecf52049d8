package theoria.study.landscape.internal.direction;

import theoria.core.math.linear.PrincipalComponents;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Anchor;
import theoria.study.landscape.internal.frame.Frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A training path seen in the plane of its first principal components: those of the rows theta_i -
 * theta_n, i &lt; n (Li et al. 2018), as a plane through theta_n. Coordinates are &lt;theta_i -
 * theta_n, pc_k&gt;, the mean not taken off.
 *
 * @param checkpoints the path
 * @param components of the rows, one or two
 * @param frame theta_n with the components as directions of length 1
 * @param missed 1 - sum_i |projection of row i|^2 / sum_i |row i|^2
 * @param distances of each theta_i from the plane
 */
public record Trajectory(
        Checkpoints checkpoints,
        PrincipalComponents components,
        Frame frame,
        double missed,
        double[] distances) {
    private static final double ROUNDING = 1e-9;

    /**
     * The plane of the path of an input's first model.
     *
     * @throws StudyException if it cannot be read, or all its places are one
     */
    public static Trajectory of(StudyInput input, Options options) throws StudyException {
        DirectionSource.Wanted wanted =
                new DirectionSource.Wanted(input, options, 0, input.seed(), 2);
        return of(Checkpoints.read(input, input.model(), options), wanted);
    }

    /**
     * The plane of a path.
     *
     * @throws StudyException if all its places are one
     */
    static Trajectory of(Checkpoints path, DirectionSource.Wanted wanted) throws StudyException {
        int n = path.places().size() - 1;
        Vectors last = path.places().get(n);
        List<Vectors> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(path.places().get(i).plus(-1, last));
        }
        PrincipalComponents components =
                PrincipalComponents.of(
                        rows.stream().map(Vectors::parameters).toArray(double[][]::new),
                        wanted.options().get(DirectionParameters.CENTRE),
                        2);
        if (components.components().length == 0) {
            throw new StudyException(
                    "the checkpoints of "
                            + path.words()
                            + " span nothing: they are all the same"
                            + (wanted.options().get(DirectionParameters.CENTRE)
                                    ? " but the last"
                                    : ""));
        }
        List<Vectors> directions = directions(components, rows, wanted);
        return measured(path, components, rows, directions, wanted);
    }

    /** The components with the running statistics combined alike, for a plane always two. */
    private static List<Vectors> directions(
            PrincipalComponents components, List<Vectors> rows, DirectionSource.Wanted wanted) {
        List<Vectors> directions = new ArrayList<>();
        for (int k = 0; k < Math.min(wanted.count(), components.components().length); k++) {
            Vectors sum = Vectors.direction(new double[0], rows.get(0).buffers().length);
            double[] buffers = sum.buffers();
            for (int i = 0; i < rows.size(); i++) {
                buffers =
                        Vectors.plus(
                                buffers, components.coefficients()[k][i], rows.get(i).buffers());
            }
            directions.add(new Vectors(components.components()[k], buffers));
        }
        if (directions.size() < wanted.count()) {
            Optional<Vectors> mean = meanBeside(directions.get(0), rows, wanted);
            if (mean.isPresent()) {
                directions.add(mean.get());
                return directions;
            }
            Model model = wanted.target();
            double[] drawn = RandomDirections.draw(model.graph(), wanted.seed(), "dy");
            Vectors first = directions.get(0);
            Vectors turned = Vectors.direction(drawn, first.buffers().length).orthogonalTo(first);
            directions.add(turned.times(1 / turned.norm()));
        }
        return directions;
    }

    /**
     * The direction of the mean row across the only component of centred rows: together they span
     * the path (three checkpoints always lie in a plane). Empty if the path is straight.
     */
    private static Optional<Vectors> meanBeside(
            Vectors first, List<Vectors> rows, DirectionSource.Wanted wanted) {
        if (!wanted.options().get(DirectionParameters.CENTRE)) {
            return Optional.empty();
        }
        Vectors sum = rows.get(0);
        for (Vectors row : rows.subList(1, rows.size())) {
            sum = sum.plus(1, row);
        }
        Vectors across = sum.orthogonalTo(first);
        return across.norm() > ROUNDING * sum.norm()
                ? Optional.of(across.times(1 / across.norm()))
                : Optional.empty();
    }

    private static Trajectory measured(
            Checkpoints path,
            PrincipalComponents components,
            List<Vectors> rows,
            List<Vectors> directions,
            DirectionSource.Wanted wanted) {
        int n = rows.size();
        List<Anchor> anchors = new ArrayList<>();
        double[] distances = new double[n + 1];
        double all = 0;
        double left = 0;
        for (int i = 0; i <= n; i++) {
            double[] place = new double[2];
            Vectors rest = i < n ? rows.get(i) : Vectors.direction(new double[0], 0);
            for (int k = 0; i < n && k < directions.size(); k++) {
                place[k] = rows.get(i).dot(directions.get(k));
                rest = rest.plus(-place[k], directions.get(k));
            }
            distances[i] = rest.norm();
            all += i < n ? rows.get(i).dot(rows.get(i)) : 0;
            left += distances[i] * distances[i];
            String name = "step " + path.steps().get(i);
            anchors.add(new Anchor(name, place[0], place[1], path.places().get(i)));
        }
        List<String> notes = new ArrayList<>();
        if (components.components().length < directions.size()
                && meanBeside(directions.get(0), rows, wanted).isPresent()) {
            notes.add(
                    "The places but the last lie on a line: the second direction is that of their"
                            + " mean, orthogonal to it.");
        } else if (components.components().length < directions.size()) {
            notes.add(
                    "The path is straight: its second direction is random, orthogonal to it, seed "
                            + wanted.seed()
                            + ".");
        }
        String words =
                (wanted.options().get(DirectionParameters.CENTRE)
                                ? "principal components"
                                : "singular vectors")
                        + " of "
                        + path.words();
        Frame frame =
                new Frame(
                        path.places().get(n), directions, Optional.empty(), anchors, words, notes);
        return new Trajectory(path, components, frame, left / all, distances);
    }
}
