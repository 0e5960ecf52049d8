package theoria.study.landscape.internal.grid;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.frame.CoarseToFine;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Computes planes of one grid side by side, coarse to fine, so that each is early a picture. */
public final class PlaneWork {
    private final List<Plane> planes;
    private final int grid;
    private final StudyProgress progress;
    private final Rounds rounds;
    private final AtomicLong finished = new AtomicLong();

    /** For square grids of so many points a side. */
    public PlaneWork(List<Plane> planes, int grid, StudyProgress progress) {
        this.planes = planes;
        this.grid = grid;
        this.progress = progress;
        this.rounds = planes.get(0).rounds();
        finished.set(planes.stream().mapToLong(Plane::examples).sum());
    }

    /**
     * Computes what is not there yet: every cell on the examples of the first round, then every
     * cell on those of the next.
     *
     * @param publish called whenever some cells are done
     */
    public void compute(Runnable publish) throws StudyException, EngineException, Cancelled {
        for (int round = 0; round < rounds.count(); round++) {
            for (CoarseToFine.Level level : CoarseToFine.levels(grid)) {
                for (Plane plane : planes) {
                    int spared = plane.interpolate(level) * plane.seeds();
                    finished.addAndGet((long) spared * rounds.weight(round));
                }
                compute(round, level, publish);
            }
        }
    }

    private void compute(int round, CoarseToFine.Level level, Runnable publish)
            throws StudyException, EngineException, Cancelled {
        List<Integer> open =
                level.cells().stream()
                        .filter(cell -> planes.stream().anyMatch(plane -> plane.lacks(cell, round)))
                        .toList();
        for (List<Integer> together : CoarseToFine.rounds(open)) {
            for (Plane plane : planes) {
                plane.compute(round, together, () -> report(round), progress);
            }
            publish.run();
        }
    }

    /** A cell of a seed is begun; what is done is counted in examples. */
    private void report(int round) {
        double all = (double) planes.size() * planes.get(0).seeds() * grid * grid;
        double examples = 0;
        for (int r = 0; r < rounds.count(); r++) {
            examples += rounds.weight(r);
        }
        double done = finished.getAndAdd(rounds.weight(round));
        progress.report(done / (all * examples), "loss surface");
    }
}
