package theoria.format.onnx.internal;

/**
 * Keys of the node metadata by which a network that was written is read back as it was. Other
 * programs pass over them.
 */
public final class Notes {
    /** On an Identity of an initialiser: it is a trainable tensor of the graph; value: its role. */
    public static final String PARAMETER = "theoria.parameter";

    /** On a Constant: it is a node of the graph; the value is empty. */
    public static final String CONSTANT = "theoria.constant";

    /**
     * On a MatMul: it is a dense layer whose bias is the tensor that the value names; on an Add: it
     * is the sum with that bias, part of the layer before it.
     */
    public static final String BIAS = "theoria.bias";

    /** What the writer calls itself; where its files have codes, rounding is what is meant. */
    static final String PRODUCER = "theoria";

    private Notes() {}

    /** For an attribute that ONNX rounds to single precision: its number in decimal. */
    public static String exact(String attribute) {
        return "theoria.exact." + attribute;
    }
}
