package theoria.study.landscape.internal.grid;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Network;
import theoria.core.study.CellCache;
import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.Fingerprint;
import theoria.study.landscape.internal.Measurement;
import theoria.study.landscape.internal.Risk;
import theoria.study.landscape.internal.frame.Frame;
import theoria.study.landscape.internal.frame.Mover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The risk at coordinates of frames, one for each seed: taken from earlier runs where these
 * measured the same, else measured and kept. Each frame is a landscape of its own, so that runs of
 * different grids and numbers of seeds share what they have in common.
 */
final class Cells {
    /** To be raised when {@link Measurement} or the way to a place means something else. */
    private static final String FORM = "theoria.study.landscape cells 1";

    private final Risk risk;
    private final Mover mover;
    private final List<Frame> frames;
    private final List<CellCache> caches = new ArrayList<>();

    Cells(Risk risk, Mover mover, List<Frame> frames) {
        this.risk = risk;
        this.mover = mover;
        this.frames = List.copyOf(frames);
    }

    /**
     * What is measured at places: {@code result.get(place).get(seed).get(split)}.
     *
     * @param x abscissae
     * @param y ordinates; 0 on a line
     * @param each called for each place and seed
     */
    List<List<List<Measurement>>> at(double[] x, double[] y, Runnable each, StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        open();
        int seeds = frames.size();
        List<List<Measurement>> all =
                new ArrayList<>(Collections.nCopies(x.length * seeds, List.of()));
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            progress.check();
            Optional<double[]> known = caches.get(i % seeds).get(x[i / seeds], y[i / seeds]);
            if (known.isPresent()) {
                all.set(i, risk.unpack(known.get()));
                each.run();
            } else {
                unknown.add(i);
            }
        }
        measure(unknown, new Measuring(x, y, unknown, each), all, progress);
        List<List<List<Measurement>>> places = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            places.add(all.subList(i * seeds, (i + 1) * seeds));
        }
        return places;
    }

    private void measure(
            List<Integer> unknown,
            Risk.Place place,
            List<List<Measurement>> all,
            StudyProgress progress)
            throws StudyException, EngineException, Cancelled {
        if (unknown.isEmpty()) {
            return;
        }
        List<List<Measurement>> measured = risk.at(unknown.size(), place, progress);
        for (int i = 0; i < unknown.size(); i++) {
            all.set(unknown.get(i), measured.get(i));
        }
    }

    private void open() throws EngineException {
        if (!caches.isEmpty()) {
            return;
        }
        Shared shared = new Shared();
        for (Frame frame : frames) {
            caches.add(risk.cells(() -> shared.text() + identity(frame)));
        }
    }

    private static String identity(Frame frame) {
        Fingerprint print = new Fingerprint();
        print.add(frame.origin());
        frame.directions().forEach(print::add);
        frame.end().ifPresent(end -> print.add("to").add(end));
        return print.text();
    }

    /** What all frames have in common, hashed once and only if somebody asks. */
    private final class Shared {
        private String hash = "";

        String text() {
            if (hash.isEmpty()) {
                Fingerprint print = new Fingerprint().add(FORM);
                risk.identify(print);
                mover.identify(print);
                hash = print.text();
            }
            return hash;
        }
    }

    /** Goes to the unknown places, and keeps what is measured there at once. */
    private final class Measuring implements Risk.Place {
        private final double[] x;
        private final double[] y;
        private final List<Integer> unknown;
        private final Runnable each;

        Measuring(double[] x, double[] y, List<Integer> unknown, Runnable each) {
            this.x = x;
            this.y = y;
            this.unknown = unknown;
            this.each = each;
        }

        @Override
        public void move(Network network, int index) throws Cancelled {
            int i = unknown.get(index);
            int seeds = frames.size();
            mover.move(network, frames.get(i % seeds), x[i / seeds], y[i / seeds]);
            each.run();
        }

        @Override
        public void measured(int index, List<Measurement> splits) {
            int i = unknown.get(index);
            int seeds = frames.size();
            caches.get(i % seeds).put(x[i / seeds], y[i / seeds], risk.pack(splits));
        }
    }
}
