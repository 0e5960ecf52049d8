package theoria.format.onnx.internal;

/**
 * What the 8-bit codes of an activation stand for: code q for scale (q - zero). The scale may
 * differ along an axis.
 *
 * @param scale distance of two numbers
 * @param zero the code that stands for 0
 * @param type of the codes
 * @param axis of the example along which scale and zero differ, if they are no single numbers
 */
record Codes(Stored scale, Stored zero, ElementType type, int axis) {
    /** Whether one scale serves all numbers. */
    boolean uniform() {
        return scale.tensor().size() == 1 && zero.tensor().size() == 1;
    }

    /** Whether the codes stand for the same numbers. */
    boolean same(Codes other) {
        return scale.tensor().equals(other.scale.tensor())
                && zero.tensor().equals(other.zero.tensor())
                && type == other.type
                && (uniform() || axis == other.axis);
    }
}
