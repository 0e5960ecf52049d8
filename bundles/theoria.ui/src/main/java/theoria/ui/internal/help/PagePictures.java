package theoria.ui.internal.help;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.GlyphMetrics;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pictures of a page, as wide as the page at most. Only a page that knows where its pictures
 * lie shows them: the text of a result comes from elsewhere and must not have files read.
 */
final class PagePictures {
    private static final int MARGINS = 70;
    private static final int NARROWEST = 120;

    private final StyledText page;
    private final Function<String, Optional<URL>> find;
    private final List<Image> images;

    /**
     * @param find the place of a picture by its address in the text
     * @param images takes what is made here; whoever owns it disposes of them
     */
    PagePictures(StyledText page, Function<String, Optional<URL>> find, List<Image> images) {
        this.page = page;
        this.find = find;
        this.images = images;
    }

    /** A piece of text that stands for a picture; empty if there is none. */
    Optional<StyleRange> style(String address, int start) {
        return find.apply(address).flatMap(this::read).map(image -> style(image, start));
    }

    private static StyleRange style(Image image, int start) {
        Rectangle size = image.getBounds();
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = 1;
        style.data = image;
        style.metrics = new GlyphMetrics(size.height, 0, size.width);
        return style;
    }

    private Optional<Image> read(URL url) {
        Image full;
        try (InputStream in = url.openStream()) {
            full = new Image(page.getDisplay(), in);
        } catch (IOException | SWTException e) {
            return Optional.empty(); // its description stands in its place
        }
        Rectangle size = full.getBounds();
        int width = Math.min(size.width, Math.max(NARROWEST, page.getSize().x - MARGINS));
        int height = Math.max(1, size.height * width / size.width);
        Image fitted = new Image(page.getDisplay(), width, height);
        GC gc = new GC(fitted);
        gc.setInterpolation(SWT.HIGH);
        gc.drawImage(full, 0, 0, size.width, size.height, 0, 0, width, height);
        gc.dispose();
        full.dispose();
        images.add(fitted);
        return Optional.of(fitted);
    }
}
