package theoria.core.model.engine;

import theoria.core.model.tensor.Precision;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a network is opened for.
 *
 * @param capabilities what will be called; FORWARD is always included
 * @param precision of the arithmetic
 * @param rawOutputs whether the loss is taken of the raw outputs (see LossHead)
 * @param loss what losses and their derivatives are of
 */
public record Need(
        Set<Capability> capabilities, Precision precision, boolean rawOutputs, Loss loss) {
    /** Takes an immutable copy and adds FORWARD. */
    public Need {
        EnumSet<Capability> copy = EnumSet.of(Capability.FORWARD);
        copy.addAll(capabilities);
        capabilities = Collections.unmodifiableSet(copy);
    }

    /** The same with softmax cross-entropy. */
    public Need(Set<Capability> capabilities, Precision precision, boolean rawOutputs) {
        this(capabilities, precision, rawOutputs, Loss.CROSS_ENTROPY);
    }

    /** Forward passes in the given precision. */
    public static Need forward(Precision precision) {
        return new Need(Set.of(), precision, false);
    }

    /** These capabilities in the given precision. */
    public static Need of(Precision precision, Capability... capabilities) {
        return new Need(Set.of(capabilities), precision, false);
    }

    /** Whether the capability is needed. */
    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }

    /** The same need in another precision. */
    public Need in(Precision other) {
        return new Need(capabilities, other, rawOutputs, loss);
    }

    /** The same need with the loss taken of the raw outputs or not. */
    public Need withRawOutputs(boolean raw) {
        return new Need(capabilities, precision, raw, loss);
    }

    /** The same need with another loss. */
    public Need withLoss(Loss other) {
        return new Need(capabilities, precision, rawOutputs, other);
    }
}
