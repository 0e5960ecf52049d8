package theoria.core.study;

import theoria.core.model.engine.Cancelled;
import theoria.core.model.engine.EngineException;
import theoria.core.model.graph.Weights;

/**
 * A study whose picture lies in the space of weights: each of its places is a network, which can be
 * taken from it and looked at by every other study.
 */
public interface WeightSpace extends Study {
    /**
     * The weights at a place of the picture, running statistics as the study has them there.
     *
     * @param input of the run that made the picture
     * @param model which of the input's models, from 0
     * @param x abscissa of the place
     * @param y ordinate of the place; of no meaning on a line
     * @throws StudyException if the picture cannot be made again
     */
    Weights weightsAt(StudyInput input, int model, double x, double y, StudyProgress progress)
            throws StudyException, EngineException, Cancelled;
}
