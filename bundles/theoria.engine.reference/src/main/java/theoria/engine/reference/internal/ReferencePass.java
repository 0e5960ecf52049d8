package theoria.engine.reference.internal;

import theoria.core.model.data.Batch;
import theoria.core.model.engine.KeptPass;
import theoria.core.model.engine.Loss;

import java.util.List;

/**
 * A kept pass.
 *
 * @param program of the networks that may use it
 * @param loss of these networks
 * @param batch all its examples
 * @param chunks the arrays of each chunk
 */
record ReferencePass(Program program, Loss loss, Batch batch, List<PassNumbers> chunks)
        implements KeptPass {}
