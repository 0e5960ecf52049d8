package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;

import java.util.List;

/** Draws the nodes of one kind of layer. */
@FunctionalInterface
interface LayerConverter {
    /**
     * Adds the nodes of a layer and gives what it puts out.
     *
     * @param inputs what it takes, at least one
     * @throws FormatException if a field or tensor is missing or does not fit, naming the layer
     */
    Drafting.Value convert(LayerSpec layer, List<Drafting.Value> inputs, Drafting drafting)
            throws FormatException;
}
