package theoria.draw;

import theoria.core.study.result.SurfaceCut;

import java.util.Optional;

/**
 * What is laid over a surface on demand; none of it costs anything while it is off.
 *
 * @param cut the line along which the surface is cut, with its ends A and B
 * @param arrows whether a map shows arrows of -grad of the quantity
 * @param band whether standard errors are drawn: in space the surfaces one standard error below and
 *     above, on a map a hatch over cells that are within one standard error of a contour line
 * @param reached up to which point paths are drawn, the first being 1; 0 for whole paths
 */
public record Overlay(Optional<SurfaceCut> cut, boolean arrows, boolean band, int reached) {
    /** Nothing, and whole paths. */
    public static final Overlay NONE = new Overlay(Optional.empty(), false, false, 0);

    /** With another cut, or with none. */
    public Overlay along(Optional<SurfaceCut> other) {
        return new Overlay(other, arrows, band, reached);
    }

    /** With arrows, or without. */
    public Overlay pointing(boolean shown) {
        return new Overlay(cut, shown, band, reached);
    }

    /** With standard errors, or without. */
    public Overlay banded(boolean shown) {
        return new Overlay(cut, arrows, shown, reached);
    }

    /** With paths up to this point, or whole at 0. */
    public Overlay upTo(int point) {
        return new Overlay(cut, arrows, band, Math.max(0, point));
    }
}
