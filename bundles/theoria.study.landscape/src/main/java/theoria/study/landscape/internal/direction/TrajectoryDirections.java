package theoria.study.landscape.internal.direction;

import theoria.core.study.StudyException;
import theoria.core.study.StudyProgress;
import theoria.study.landscape.internal.frame.Frame;

/** The plane (or line) of the principal components of the model's training path. */
final class TrajectoryDirections implements DirectionSource {
    @Override
    public Frame frame(Wanted wanted, StudyProgress progress) throws StudyException {
        Checkpoints path = Checkpoints.read(wanted.input(), wanted.target(), wanted.options());
        return Trajectory.of(path, wanted).frame();
    }
}
