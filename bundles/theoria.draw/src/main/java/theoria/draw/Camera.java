package theoria.draw;

/**
 * Where a surface in space is looked at from: a turntable about the vertical axis.
 *
 * @param azimuth turn about the vertical axis, in degrees
 * @param elevation above the horizon, in degrees, from 0 to 90
 * @param zoom 1 shows the whole box
 * @param height of the box in units of its width
 */
public record Camera(double azimuth, double elevation, double zoom, double height) {
    /** From the front right and a little above. */
    public static final Camera USUAL = new Camera(35, 30, 1, 0.6);

    private static final double CLOSEST = 8;
    private static final double FARTHEST = 0.3;

    /** Keeps every number in its bounds. */
    public Camera {
        azimuth = ((azimuth % 360) + 360) % 360;
        elevation = Math.max(0, Math.min(90, elevation));
        zoom = Math.max(FARTHEST, Math.min(CLOSEST, zoom));
        height = Math.max(0.05, Math.min(3, height));
    }

    /** Turned by so many degrees. */
    public Camera turned(double byAzimuth, double byElevation) {
        return new Camera(azimuth + byAzimuth, elevation + byElevation, zoom, height);
    }

    /** Closer by a factor. */
    public Camera closer(double factor) {
        return new Camera(azimuth, elevation, zoom * factor, height);
    }

    /** With the box so high. */
    public Camera withHeight(double other) {
        return new Camera(azimuth, elevation, zoom, other);
    }
}
