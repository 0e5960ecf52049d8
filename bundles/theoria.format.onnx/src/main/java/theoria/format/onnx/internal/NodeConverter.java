package theoria.format.onnx.internal;

import theoria.core.model.load.FormatException;

/** Translates the nodes of some operators. */
@FunctionalInterface
interface NodeConverter {
    /**
     * Adds what the node means to the conversion.
     *
     * @throws FormatException if its form is not supported, naming it
     */
    void convert(OnnxNode node, Conversion conversion) throws FormatException;
}
