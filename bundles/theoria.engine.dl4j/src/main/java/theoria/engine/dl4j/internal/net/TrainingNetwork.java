package theoria.engine.dl4j.internal.net;

/** placeholder. */
final class TrainingNetwork {
    static final double RUNNING_DECAY = 0.9;
}
