package theoria.core.model.registry;

import java.util.Arrays;
import java.util.Optional;

/** How a field is compared with a value. */
enum Relation {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    CONTAINS("~");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** As it is written. */
    String sign() {
        return sign;
    }

    /** The one of this sign. */
    static Optional<Relation> of(String sign) {
        return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst();
    }

    /** Whether an order of numbers holds; NaN is equal to NaN and in no order. */
    boolean holds(double number, double value) {
        int order = Double.compare(number + 0.0, value + 0.0); // -0 is 0
        boolean ordered = !Double.isNaN(number) && !Double.isNaN(value);
        switch (this) {
            case EQUAL:
                return order == 0;
            case UNEQUAL:
                return order != 0;
            case LESS:
                return ordered && order < 0;
            case AT_MOST:
                return ordered && order <= 0;
            case GREATER:
                return ordered && order > 0;
            case AT_LEAST:
                return ordered && order >= 0;
            default:
                return false;
        }
    }
}
