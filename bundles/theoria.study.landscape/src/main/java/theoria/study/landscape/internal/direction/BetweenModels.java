package theoria.study.landscape.internal.direction;

import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Vectors;
import theoria.study.landscape.internal.frame.Anchor;
import theoria.study.landscape.internal.frame.Frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line through two models, theta_1 at 0 and theta_2 at 1; the plane through three (Garipov et
 * al. 2018): d = theta_2 - theta_1, e what theta_3 - theta_1 has orthogonal to d, scaled to the
 * length of d, so that angles and lengths are true; with two models e is a random direction
 * orthogonal to d and as long. Running statistics are combined in the same way.
 */
final class BetweenModels implements DirectionSource {
    @Override
    public Frame frame(Wanted wanted, StudyProgress progress) throws StudyException {
        StudyInput input = wanted.input();
        Optional<String> obstacle = obstacle(input, wanted.count());
        if (obstacle.isPresent()) {
            throw new StudyException(obstacle.get());
        }
        Vectors first = Vectors.of(input.models().get(0).weights());
        Vectors second = Vectors.of(input.models().get(1).weights());
        Vectors d = second.plus(-1, first);
        List<Anchor> anchors = new ArrayList<>();
        anchors.add(new Anchor(input.models().get(0).name(), 0, 0, first));
        anchors.add(new Anchor(input.models().get(1).name(), 1, 0, second));
        if (wanted.count() == 1) {
            String words = "line from " + names(input.models(), " to ");
            return new Frame(first, List.of(d), Optional.of(second), anchors, words, List.of());
        }
        Vectors e = input.models().size() == 2 ? drawn(wanted, d) : third(input, first, d, anchors);
        String words = "plane through " + names(input.models(), ", ");
        return new Frame(first, List.of(d, e), Optional.empty(), anchors, words, List.of());
    }

    private static String names(List<Model> models, String between) {
        return String.join(between, models.stream().map(Model::name).toList());
    }

    private static Vectors drawn(Wanted wanted, Vectors d) {
        NetworkGraph graph = wanted.input().model().graph();
        double[] random = RandomDirections.draw(graph, wanted.seed(), "dy");
        wanted.normalise(wanted.input().model(), random, true);
        Vectors turned = Vectors.direction(random, d.buffers().length).orthogonalTo(d);
        return turned.times(d.norm() / turned.norm());
    }

    private static Vectors third(StudyInput input, Vectors first, Vectors d, List<Anchor> anchors)
            throws StudyException {
        Vectors third = Vectors.of(input.models().get(2).weights());
        Vectors f = third.plus(-1, first);
        double x = f.dot(d) / d.dot(d);
        Vectors rest = f.plus(-x, d);
        double y = rest.norm() / d.norm();
        if (!(y > 1e-9)) {
            throw new StudyException(
                    "the three models lie on one line (or two are the same); a plane needs three"
                            + " that do not");
        }
        anchors.add(new Anchor(input.models().get(2).name(), x, y, third));
        return rest.times(1 / y);
    }

    /** Why there is no such line or plane, in words; reads metadata only. */
    static Optional<String> obstacle(StudyInput input, int count) {
        int models = input.models().size();
        int most = count + 1;
        if (models < 2 || models > most) {
            String range = most == 2 ? "2 models" : "2 or 3 models";
            return Optional.of(
                    "directions=between needs "
                            + range
                            + ", not "
                            + models
                            + " ('"
                            + input.model().name()
                            + "')");
        }
        List<String> first = blocks(input.model().graph());
        for (Model model : input.models()) {
            if (!blocks(model.graph()).equals(first)) {
                return Optional.of(
                        "'"
                                + input.model().name()
                                + "' and '"
                                + model.name()
                                + "' have different weights; between them there must be networks"
                                + " of one architecture");
            }
        }
        return Optional.empty();
    }

    private static List<String> blocks(NetworkGraph graph) {
        return graph.blocks().stream().map((Block b) -> b.role() + " " + b.shape()).toList();
    }
}
