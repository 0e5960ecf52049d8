package theoria.draw.internal;

import theoria.draw.Camera;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Projects the box [-1,1] x [-1,1] x [-h,h] onto a window: turned about the vertical axis by the
 * azimuth, tilted by the elevation, in mild perspective.
 */
final class Turntable {
    /** Of the eye from the middle of the box, which is 2 wide. */
    private static final double DISTANCE = 7;

    private static final double LABELS_ACROSS = 50;
    private static final double ABOVE = 12;
    private static final double BELOW = 44;

    private final double sinAzimuth;
    private final double cosAzimuth;
    private final double sinElevation;
    private final double cosElevation;
    private final double scale;
    private final double middleX;
    private final double middleY;

    Turntable(Camera camera, Rectangle2D window) {
        sinAzimuth = Math.sin(Math.toRadians(camera.azimuth()));
        cosAzimuth = Math.cos(Math.toRadians(camera.azimuth()));
        sinElevation = Math.sin(Math.toRadians(camera.elevation()));
        cosElevation = Math.cos(Math.toRadians(camera.elevation()));
        double[] reach = reach(camera.height());
        double across = (window.getWidth() / 2 - LABELS_ACROSS) / reach[0];
        double up = (window.getHeight() - ABOVE - BELOW) / (reach[1] + reach[2]);
        double fitting = Math.max(5, Math.min(across, up));
        scale = fitting * camera.zoom();
        middleX = window.getCenterX();
        double free = window.getHeight() - ABOVE - BELOW - fitting * (reach[1] + reach[2]);
        middleY = window.getY() + ABOVE + free / 2 + fitting * reach[1];
    }

    /**
     * How far the box reaches sideways, up and down at scale 1, whatever the azimuth: so that
     * turning does not change the size.
     */
    private double[] reach(double h) {
        double[] reach = new double[3];
        for (int degrees = 0; degrees < 360; degrees += 5) {
            double right = Math.sqrt(2) * Math.cos(Math.toRadians(degrees));
            double away = Math.sqrt(2) * Math.sin(Math.toRadians(degrees));
            for (double z = -h; z <= h; z += 2 * h) {
                double depth = away * cosElevation - z * sinElevation;
                double near = DISTANCE / (DISTANCE + depth);
                double up = (z * cosElevation + away * sinElevation) * near;
                reach[0] = Math.max(reach[0], right * near);
                reach[1] = Math.max(reach[1], up);
                reach[2] = Math.max(reach[2], -up);
            }
        }
        return reach;
    }

    private double away(double x, double y) {
        return x * sinAzimuth + y * cosAzimuth;
    }

    /** How far away from the viewer, relative to the middle of the box. */
    double depth(double x, double y, double z) {
        return away(x, y) * cosElevation - z * sinElevation;
    }

    private double nearness(double x, double y, double z) {
        return scale * DISTANCE / (DISTANCE + depth(x, y, z));
    }

    double screenX(double x, double y, double z) {
        return middleX + (x * cosAzimuth - y * sinAzimuth) * nearness(x, y, z);
    }

    double screenY(double x, double y, double z) {
        double up = z * cosElevation + away(x, y) * sinElevation;
        return middleY - up * nearness(x, y, z);
    }

    Point2D screen(double x, double y, double z) {
        return new Point2D.Double(screenX(x, y, z), screenY(x, y, z));
    }

    /** Which of the walls x = 1 and x = -1 lies behind. */
    int backX() {
        return sinAzimuth >= 0 ? 1 : -1;
    }

    /** Which of the walls y = 1 and y = -1 lies behind. */
    int backY() {
        return cosAzimuth >= 0 ? 1 : -1;
    }

    /** Direction towards a lamp at the upper left behind the viewer, in the box. */
    double[] lamp() {
        double right = -0.42;
        double up = 0.72;
        double away = -0.55;
        double level = away * cosElevation + up * sinElevation;
        double z = up * cosElevation - away * sinElevation;
        double x = right * cosAzimuth + level * sinAzimuth;
        double y = -right * sinAzimuth + level * cosAzimuth;
        return new double[] {x, y, z};
    }
}
