package theoria.ui.internal.help;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.GlyphMetrics;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

import theoria.draw.Formulas;
import theoria.ui.internal.viewer.Blit;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formulas between dollar signs within Markdown. They are taken out before it is parsed, for its
 * rules would eat their underscores, and set where their place holders stand.
 */
final class MarkdownFormulas {
    private static final Pattern FORMULA =
            Pattern.compile(
                    "\\$\\$(.+?)\\$\\$|(?<![\\w$])\\$([^$\\n]+?)\\$(?!\\w)", Pattern.DOTALL);
    private static final Pattern HOLDER = Pattern.compile("\uE000(\\d+)\uE001");
    static final String OBJECT = "\uFFFC";
    private static final float LETTERS = 16;

    private final Display display;
    private final boolean dark;
    private final List<Image> images;
    private final List<String> found = new ArrayList<>();

    /** The images that are made are added to the list; whoever owns it disposes of them. */
    MarkdownFormulas(Display display, boolean dark, List<Image> images) {
        this.display = display;
        this.dark = dark;
        this.images = images;
    }

    /** The text with a place holder for each formula outside of code. */
    String protect(String markdown) {
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String part : markdown.split("(?m)(?=^```)", -1)) {
            boolean fence = part.startsWith("```");
            code = fence && !code;
            text.append(code ? part : protectProse(part));
        }
        return text.toString();
    }

    private String protectProse(String prose) {
        Matcher matcher = FORMULA.matcher(prose);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            matcher.appendReplacement(text, "\uE000" + (found.size() - 1) + "\uE001");
        }
        matcher.appendTail(text);
        return text.toString();
    }

    /** Appends prose, its formulas as images. */
    void append(String prose, StringBuilder text, List<StyleRange> styles, int fontStyle) {
        Matcher holder = HOLDER.matcher(prose);
        int at = 0;
        while (holder.find()) {
            words(prose.substring(at, holder.start()), text, styles, fontStyle);
            formula(found.get(Integer.parseInt(holder.group(1))), text, styles);
            at = holder.end();
        }
        words(prose.substring(at), text, styles, fontStyle);
    }

    private static void words(
            String words, StringBuilder text, List<StyleRange> styles, int fontStyle) {
        if (fontStyle != SWT.NORMAL && !words.isEmpty()) {
            styles.add(new StyleRange(text.length(), words.length(), null, null, fontStyle));
        }
        text.append(words);
    }

    private void formula(String latex, StringBuilder text, List<StyleRange> styles) {
        BufferedImage picture;
        try {
            Color ink = dark ? new Color(0xDDDDDD) : new Color(0x222222);
            picture = Formulas.image(latex, LETTERS, ink);
        } catch (IllegalArgumentException e) {
            text.append(latex); // what is no formula stays readable as it was written
            return;
        }
        Color ground = dark ? new Color(0x1E1E1E) : Color.WHITE;
        Image image = Blit.image(display, Blit.onGround(picture, ground), 100);
        images.add(image);
        Rectangle size = image.getBounds();
        StyleRange style = new StyleRange();
        style.start = text.length();
        style.length = 1;
        style.data = image;
        style.metrics = new GlyphMetrics(size.height * 2 / 3, size.height / 3, size.width);
        styles.add(style);
        text.append(OBJECT);
    }
}
