package theoria.core.study.result;

/**
 * An axis of a picture.
 *
 * @param title of the quantity
 * @param unit empty if it has none
 * @param logarithmic whether a logarithmic scale suits it
 */
public record Axis(String title, String unit, boolean logarithmic) {
    /** A linear axis without unit. */
    public static Axis of(String title) {
        return new Axis(title, "", false);
    }

    /** The same axis on a logarithmic scale. */
    public Axis log() {
        return new Axis(title, unit, true);
    }

    /** Title with its unit in brackets. */
    public String label() {
        return unit.isEmpty() ? title : title + " [" + unit + "]";
    }
}
