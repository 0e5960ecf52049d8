package theoria.ui.internal.help;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import theoria.ui.internal.home.Fonts;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Markdown in a text widget: headings, lists, tables, code, formulas between dollar signs, links.
 * No browser is needed.
 */
public final class MarkdownPage {
    private final StyledText text;
    private final Consumer<String> follow;
    private final List<Image> images = new ArrayList<>();
    private @Nullable MarkdownLayout shown;
    private Function<String, Optional<URL>> pictures = address -> Optional.empty();

    /**
     * Makes the widget.
     *
     * @param follow hears the target of a link that was pressed
     */
    public MarkdownPage(Composite parent, Consumer<String> follow) {
        this.follow = follow;
        text = new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(20, 14, 20, 14);
        text.setLineSpacing(2);
        text.addListener(SWT.MouseUp, e -> press(e.x, e.y));
        text.addListener(SWT.MouseMove, e -> point(e.x, e.y));
        text.addListener(
                SWT.KeyDown,
                e -> {
                    if (e.character == SWT.CR) {
                        link(text.getCaretOffset()).ifPresent(follow);
                    }
                });
        text.addPaintObjectListener(
                event -> {
                    Object image = event.style.data;
                    if (image instanceof Image formula && !formula.isDisposed()) {
                        event.gc.drawImage(
                                formula,
                                event.x,
                                event.y + event.ascent - event.style.metrics.ascent);
                    }
                });
        text.addDisposeListener(e -> forget());
    }

    /** The widget. */
    public StyledText control() {
        return text;
    }

    /** Lets the next texts have pictures, and says where they lie; without this they have none. */
    public void pictures(Function<String, Optional<URL>> places) {
        pictures = places;
    }

    /** Shows a text from its beginning. */
    public void show(String markdown) {
        forget();
        MarkdownLayout layout =
                new MarkdownLayout(
                        text.getDisplay(),
                        Fonts.dark(text),
                        images,
                        new PagePictures(text, pictures, images));
        layout.read(markdown);
        shown = layout;
        text.setText(layout.text());
        text.setStyleRanges(layout.styles().toArray(new StyleRange[0]));
        layout.lines()
                .forEach(
                        line ->
                                text.setLineWrapIndent(
                                        text.getLineAtOffset(line.offset()), 1, line.indent()));
        layout.lines()
                .forEach(
                        line ->
                                text.setLineIndent(
                                        text.getLineAtOffset(line.offset()), 1, line.first()));
        text.setCaretOffset(0);
        text.setTopIndex(0);
    }

    /** Scrolls to the heading of an anchor, as GitHub names them. */
    public void reveal(String anchor) {
        if (shown != null) {
            shown.anchor(anchor)
                    .ifPresent(
                            offset -> {
                                text.setCaretOffset(offset);
                                text.setTopIndex(text.getLineAtOffset(offset));
                            });
        }
    }

    private void press(int x, int y) {
        int offset = text.getOffsetAtPoint(new Point(x, y));
        if (offset >= 0 && text.getSelectionCount() == 0) {
            link(offset).ifPresent(follow);
        }
    }

    private void point(int x, int y) {
        int offset = text.getOffsetAtPoint(new Point(x, y));
        boolean over = offset >= 0 && link(offset).isPresent();
        text.setCursor(
                text.getDisplay().getSystemCursor(over ? SWT.CURSOR_HAND : SWT.CURSOR_IBEAM));
    }

    private Optional<String> link(int offset) {
        return shown == null ? Optional.empty() : shown.link(offset);
    }

    private void forget() {
        images.forEach(Image::dispose);
        images.clear();
    }
}
