package theoria.format.onnx;

/**
 * What of an ONNX file is looked at in another way than it is written. What an option changes is
 * said in the remarks of the imported model.
 *
 * @param rounding whether activations that the file holds as 8-bit codes are rounded to the numbers
 *     that the codes stand for; else they are only clipped to the range of the type, so that
 *     gradients exist (such clips are the ReLUs of quantised networks)
 * @param foldBatchNorm whether a batch normalisation that directly follows a convolution is
 *     combined with it into one convolution, the network as it is in inference
 */
public record OnnxOptions(boolean rounding, boolean foldBatchNorm) {
    /** The network as it is written, in real numbers. */
    public static final OnnxOptions DEFAULT = new OnnxOptions(false, false);
}
