package theoria.registry.internal;

import java.util.Optional;

/**
 * A reference taken apart: {@code name}, {@code name:number} or {@code name@alias}.
 *
 * @param name of the model
 * @param number if one is given; -1, which no version has, for one that is none
 * @param alias if one is given
 */
public record Reference(String name, Optional<Integer> number, Optional<String> alias) {
    /** Takes a reference apart. */
    public static Reference parse(String text) {
        int at = text.indexOf('@');
        int colon = text.indexOf(':');
        if (at >= 0) {
            return new Reference(
                    text.substring(0, at), Optional.empty(), Optional.of(text.substring(at + 1)));
        }
        if (colon >= 0) {
            String digits = text.substring(colon + 1);
            boolean number = digits.matches("[1-9][0-9]{0,8}");
            return new Reference(
                    text.substring(0, colon),
                    Optional.of(number ? Integer.parseInt(digits) : -1),
                    Optional.empty());
        }
        return new Reference(text, Optional.empty(), Optional.empty());
    }
}
