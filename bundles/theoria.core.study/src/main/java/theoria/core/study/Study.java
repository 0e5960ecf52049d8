package theoria.core.study;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.study.result.Result;

import java.util.Optional;

/**
 * An analysis: models and data in, typed data out. Stateless; one instance serves many runs at
 * once. Registered by one line at the extension point {@code theoria.core.study.studies}.
 */
public interface Study {
    /** What it is, what it claims, what it can be told. */
    StudyDescriptor descriptor();

    /**
     * Why it cannot run on this input, in words; empty if it can. Reads metadata only and answers
     * within 10 ms.
     */
    default Optional<String> obstacle(StudyInput input) {
        return Optional.empty();
    }

    /** What a run would cost. Reads metadata only and answers within 10 ms. */
    CostEstimate cost(StudyInput input);

    /**
     * Runs. The same input gives the same bits, whatever the number of threads.
     *
     * @throws StudyException if it cannot go on: one sentence
     * @throws EngineException if no engine can serve, or one fails
     * @throws Cancelled if the person asked it to stop
     */
    Result run(StudyInput input, StudyProgress progress)
            throws StudyException, EngineException, Cancelled;
}
