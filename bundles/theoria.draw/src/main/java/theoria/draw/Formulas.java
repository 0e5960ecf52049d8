package theoria.draw;

import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Formulas in LaTeX's notation as pictures, by JLaTeXMath. Only for formulas that come with the
 * code, such as a study's: LaTeX has commands that read files.
 */
public final class Formulas {
    private static final int MARGIN = 2;

    private Formulas() {}

    /**
     * A formula in display style on a transparent ground.
     *
     * @param latex without dollar signs
     * @param size of its letters, in pixels
     * @param ink its colour
     * @throws IllegalArgumentException if it is no formula
     */
    public static BufferedImage image(String latex, float size, Color ink) {
        TeXIcon icon = icon(latex, size);
        icon.setInsets(new Insets(MARGIN, MARGIN, MARGIN, MARGIN));
        icon.setForeground(ink);
        BufferedImage image =
                new BufferedImage(
                        icon.getIconWidth(), icon.getIconHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            icon.paintIcon(null, canvas, 0, 0);
        } finally {
            canvas.dispose();
        }
        return image;
    }

    private static TeXIcon icon(String latex, float size) {
        try {
            return new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, size);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "'" + latex + "' is no formula: " + e.getMessage(), e);
        }
    }
}
