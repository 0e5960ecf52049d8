package theoria.core.study;

import theoria.core.model.engine.Need;
import theoria.core.model.load.Model;

/**
 * A part of a run's cost that can be timed by doing a little of it: so many passes over so many
 * examples, in batches, each pass with weights of its own.
 *
 * @param model whose network works, of the input's models
 * @param need it is opened for
 * @param kind what is done with a batch
 * @param passes how often all examples are gone through
 * @param examples of one pass
 * @param batch examples at once
 * @param pieces that may be worked at side by side, 1 if one thread does all
 */
public record Work(
        Model model, Need need, Kind kind, double passes, double examples, int batch, int pieces) {
    /** What is done with a batch of examples. */
    public enum Kind {
        /** Weights are set before each pass; outputs and losses of each batch. */
        FORWARD,
        /** The gradient of the mean loss in the parameters. */
        GRADIENT,
        /** A product of the Hessian with a vector. */
        HESSIAN_PRODUCT
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or no example is taken at once
     */
    public Work {
        if (!(passes >= 0) || !(examples >= 0) || batch < 1 || pieces < 1) {
            throw new IllegalArgumentException(
                    passes
                            + " passes over "
                            + examples
                            + " examples, "
                            + batch
                            + " at once, in "
                            + pieces
                            + " pieces");
        }
    }
}
