package theoria.study.landscape.internal.frame;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.model.graph.Block;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Role;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.study.StudyException;
import theoria.core.study.StudyInput;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Fingerprint;
import theoria.study.landscape.internal.Options;
import theoria.study.landscape.internal.Vectors;

import java.util.List;
import java.util.Optional;

/** Moves networks over frames: weights, and running statistics in the way that was chosen. */
public final class Mover {
    private final NetworkGraph graph;
    private final Statistics statistics;
    private final Optional<BatchNormStatistics> measured;
    private final StudyProgress progress;
    private final List<Block> variances;
    private final int batchSize;

    private Mover(
            StudyInput input,
            NetworkGraph graph,
            Statistics statistics,
            Optional<BatchNormStatistics> measured,
            StudyProgress progress) {
        this.graph = graph;
        this.statistics = statistics;
        this.measured = measured;
        this.progress = progress;
        this.batchSize = Math.min(input.batch(), input.train().map(e -> e.size()).orElse(0));
        this.variances =
                graph.bufferBlocks().stream().filter(b -> b.role() == Role.VARIANCE).toList();
    }

    /** For the networks of a model on frames of one kind. */
    public static Mover of(
            StudyInput input, Model model, Options options, Frame frame, StudyProgress progress)
            throws StudyException {
        Statistics asked = StatisticsParameters.statistics(options).orElse(Statistics.usual(frame));
        boolean alone = asked == Statistics.INTERPOLATE && !frame.several();
        Statistics how = alone ? Statistics.FIXED : asked; // there is nothing to interpolate with
        return of(input, model, options, how, progress);
    }

    /** For networks at places between several, whose running statistics the places hold. */
    public static Mover between(
            StudyInput input, Model model, Options options, StudyProgress progress)
            throws StudyException {
        return of(
                input,
                model,
                options,
                StatisticsParameters.statistics(options).orElse(Statistics.INTERPOLATE),
                progress);
    }

    private static Mover of(
            StudyInput input, Model model, Options options, Statistics how, StudyProgress progress)
            throws StudyException {
        Optional<BatchNormStatistics> measured =
                how == Statistics.RECOMPUTE
                        ? Optional.of(
                                BatchNormStatistics.of(
                                        input,
                                        model,
                                        options.get(StatisticsParameters.STATISTICS_BATCHES)))
                        : Optional.empty();
        return new Mover(input, model.graph(), how, measured, progress);
    }

    /** The weights at coordinates of a frame, as a network of the model has them there. */
    public static Weights weights(
            StudyInput input, Model model, Frame frame, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        Mover mover = of(input, model, new Options(input.values()), frame, progress);
        try (Network network = input.open(model, input.need())) {
            mover.move(network, frame, x, y);
            return Weights.of(network.parameters(), network.buffers()).to(network.precision());
        }
    }

    /** Moves a network to coordinates of a frame; y is 0 on a line. */
    public void move(Network network, Frame frame, double x, double y) throws Cancelled {
        network.setParameters(frame.parameters(x, y));
        if (graph.bufferCount() == 0) {
            return;
        }
        if (measured.isPresent()) {
            measured.get().measure(network, frame.origin().buffers(), progress);
        } else if (statistics == Statistics.INTERPOLATE) {
            network.setBuffers(valid(frame.buffers(x, y)));
        } else {
            network.setBuffers(frame.origin().buffers());
        }
    }

    /** Moves a network to an anchor, with the running statistics it has there. */
    public void move(Network network, Anchor anchor) throws Cancelled {
        move(network, anchor.place());
    }

    /** Moves a network to a place, with the running statistics it has there. */
    public void move(Network network, Vectors place) throws Cancelled {
        network.setParameters(place.parameters());
        if (graph.bufferCount() == 0) {
            return;
        }
        if (measured.isPresent()) {
            measured.get().measure(network, place.buffers(), progress);
        } else {
            network.setBuffers(place.buffers());
        }
    }

    /** Beyond two networks a variance may become negative, which would give no number at all. */
    private double[] valid(double[] buffers) {
        for (Block block : variances) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                buffers[i] = Math.max(0, buffers[i]);
            }
        }
        return buffers;
    }

    /** Adds what determines the running statistics at a place, the place aside. */
    public void identify(Fingerprint print) {
        print.add(statistics.name());
        measured.ifPresent(batches -> batches.identify(print));
    }

    /** What was done with running statistics, for the notes; empty if there are none. */
    public Optional<String> sentence() {
        return graph.bufferCount() == 0
                ? Optional.empty()
                : Optional.of(
                        statistics.sentence(
                                measured.map(BatchNormStatistics::batches).orElse(0), batchSize));
    }
}
