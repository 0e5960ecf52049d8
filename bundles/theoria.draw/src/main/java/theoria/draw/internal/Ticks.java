package theoria.draw.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an axis or a colour bar is labelled. Linear: multiples of 1, 2 or 5 times a power of ten.
 * Logarithmic: powers of ten, and their 2- and 5-fold where few powers are visible.
 */
final class Ticks {
    private static final int MOST_MINOR_DECADES = 6;
    private static final double SLACK = 1e-9;

    /**
     * One tick.
     *
     * @param value where
     * @param label empty for a small tick
     */
    record Tick(double value, String label) {
        boolean labelled() {
            return !label.isEmpty();
        }
    }

    private Ticks() {}

    /**
     * Ticks of a range.
     *
     * @param about how many labels there is room for
     */
    static List<Tick> of(double low, double high, boolean logarithmic, int about) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            return List.of();
        }
        if (logarithmic && decades(low, high) >= 1) {
            return logarithmic(low, high, Math.max(1, about));
        }
        return linear(low, high, Math.max(1, about));
    }

    private static double decades(double low, double high) {
        return Math.log10(high) - Math.log10(low);
    }

    private static List<Tick> linear(double low, double high, int about) {
        double step = step((high - low) / about);
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + SLACK));
        boolean plain = decimals <= 5 && Math.max(Math.abs(low), Math.abs(high)) < 1e6;
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - SLACK);
        long last = (long) Math.floor(high / step + SLACK);
        for (long i = first; i <= last && ticks.size() <= 2 * about + 2; i++) {
            double value = i * step;
            ticks.add(new Tick(value, plain ? Numbers.fixed(value, decimals) : Numbers.of(value)));
        }
        return ticks;
    }

    /** The smallest of 1, 2, 5 times a power of ten that is not below. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double part = least / power;
        double factor = part <= 1 + SLACK ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10;
        return factor * power;
    }

    private static List<Tick> logarithmic(double low, double high, int about) {
        int first = (int) Math.floor(Math.log10(low) + SLACK);
        int last = (int) Math.ceil(Math.log10(high) - SLACK);
        double decades = decades(low, high);
        int stride = Math.max(1, (int) Math.ceil(decades / about));
        boolean between = decades < 3 && 3 * decades <= about + 1;
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent++) {
            double power = Math.pow(10, exponent);
            boolean named = Math.floorMod(exponent, stride) == 0;
            add(ticks, low, high, power, named ? name(1, exponent, between) : "");
            for (int times = 2; times <= 9 && decades <= MOST_MINOR_DECADES; times++) {
                boolean label = between && (times == 2 || times == 5);
                add(ticks, low, high, times * power, label ? name(times, exponent, true) : "");
            }
        }
        return ticks;
    }

    /** Between powers plain numbers read better, unless they are far from 1. */
    private static String name(int times, int exponent, boolean plain) {
        if (plain && exponent >= -3 && exponent <= 4) {
            return Numbers.fixed(times * Math.pow(10, exponent), Math.max(0, -exponent));
        }
        return (times == 1 ? "" : times + "·") + Numbers.power(exponent);
    }

    private static void add(List<Tick> ticks, double low, double high, double value, String label) {
        if (value >= low * (1 - SLACK) && value <= high * (1 + SLACK)) {
            ticks.add(new Tick(value, label));
        }
    }
}
