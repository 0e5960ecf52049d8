package theoria.draw;

/** Maps [0,1] to colours; values outside are clipped, which the caller marks. */
public enum ColourMap {
    /** Perceptually uniform, readable in grey and by colour-blind people (van der Walt, Smith). */
    VIRIDIS(
            0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59,
            0xB4DE2C, 0xFDE725),
    /** Perceptually uniform, black over red to light yellow (van der Walt, Smith). */
    MAGMA(
            0x000004, 0x180F3E, 0x451077, 0x721F81, 0x9F2F7F, 0xCD4071, 0xF1605D, 0xFD9567,
            0xFEC98D, 0xFCFDBF),
    /** Blue to yellow, the same to colour-blind people (Nuñez, Anderton, Renslow 2018). */
    CIVIDIS(
            0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C,
            0xE4CF5B, 0xFFEA46),
    /** Green to yellow. */
    SUMMER(0x008066, 0xFFFF66),
    /** Blue, white at 1/2, red: for values about 0. */
    DIVERGING(0x2166AC, 0x67A9CF, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xEF8A62, 0xB2182B),
    /** Black to white. */
    GREY(0x000000, 0xFFFFFF);

    private final int[] anchors;

    ColourMap(int... anchors) {
        this.anchors = anchors;
    }

    /** The colour 0xRRGGBB of a value, linear between the anchors. */
    public int rgb(double value) {
        double clipped = Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, value));
        double place = clipped * (anchors.length - 1);
        int below = Math.min((int) place, anchors.length - 2);
        double part = place - below;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = anchors[below] >> shift & 0xff;
            int to = anchors[below + 1] >> shift & 0xff;
            colour |= (int) Math.round(from + (to - from) * part) << shift;
        }
        return colour;
    }
}
