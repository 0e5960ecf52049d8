package theoria.ui.internal.help;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lays Markdown out as text with styles. */
final class MarkdownLayout extends AbstractVisitor {
    private static final int INDENT = 24;

    private final Display display;
    private final StringBuilder text = new StringBuilder();
    private final List<StyleRange> styles = new ArrayList<>();
    private final List<Target> links = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> anchors = new HashMap<>();
    private final MarkdownFormulas formulas;
    private final PagePictures pictures;
    private int fontStyle = SWT.NORMAL;
    private int depth;

    /** Where a link leads that covers some of the text. */
    private record Target(int from, int to, String to_) {}

    /**
     * How far a line is moved to the right.
     *
     * @param offset within the line
     * @param first of its first row
     * @param indent of the rows it wraps to
     */
    record Line(int offset, int first, int indent) {}

    MarkdownLayout(Display display, boolean dark, List<Image> images, PagePictures pictures) {
        this.display = display;
        this.pictures = pictures;
        this.formulas = new MarkdownFormulas(display, dark, images);
    }

    void read(String markdown) {
        Parser parser = Parser.builder().extensions(List.of(TablesExtension.create())).build();
        parser.parse(formulas.protect(markdown)).accept(this);
        while (text.length() > 0 && text.charAt(text.length() - 1) == '\n') {
            text.setLength(text.length() - 1);
        }
    }

    String text() {
        return text.toString();
    }

    List<StyleRange> styles() {
        styles.removeIf(style -> style.start + style.length > text.length());
        styles.sort((a, b) -> Integer.compare(a.start, b.start));
        return styles;
    }

    List<Line> lines() {
        return lines;
    }

    Optional<String> link(int offset) {
        return links.stream()
                .filter(link -> offset >= link.from() && offset < link.to())
                .map(Target::to_)
                .findFirst();
    }

    Optional<Integer> anchor(String name) {
        return Optional.ofNullable(anchors.get(name));
    }

    @Override
    public void visit(Heading heading) {
        if (text.length() > 0) {
            text.append('\n');
        }
        int from = text.length();
        visitChildren(heading);
        String words = text.substring(from);
        anchors.put(
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'),
                from);
        StyleRange style = new StyleRange(from, text.length() - from, null, null);
        style.font = larger(Math.max(0, 8 - 3 * (heading.getLevel() - 1)));
        styles.removeIf(inner -> inner.start >= from);
        styles.add(style);
        text.append("\n");
    }

    private static Font larger(int points) {
        Font base = JFaceResources.getDefaultFont();
        String key = "theoria.help.heading." + points;
        if (!JFaceResources.getFontRegistry().hasValueFor(key)) {
            FontData data = base.getFontData()[0];
            JFaceResources.getFontRegistry()
                    .put(
                            key,
                            new FontData[] {
                                new FontData(data.getName(), data.getHeight() + points, SWT.BOLD)
                            });
        }
        return JFaceResources.getFontRegistry().get(key);
    }

    @Override
    public void visit(Paragraph paragraph) {
        int from = text.length();
        visitChildren(paragraph);
        if (depth > 0) {
            lines.add(new Line(from, depth * INDENT, depth * INDENT + 14));
        }
        text.append(paragraph.getParent() instanceof ListItem ? "\n" : "\n\n");
    }

    @Override
    public void visit(BulletList list) {
        list(list);
    }

    @Override
    public void visit(OrderedList list) {
        list(list);
    }

    private void list(Node list) {
        depth++;
        visitChildren(list);
        depth--;
        if (depth == 0) {
            text.append('\n');
        }
    }

    @Override
    public void visit(ListItem item) {
        if (item.getParent() instanceof OrderedList ordered) {
            int number = 1;
            for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
                number++;
            }
            Integer start = ordered.getMarkerStartNumber();
            text.append(number + (start == null ? 1 : start) - 1).append(". ");
        } else {
            text.append("•  ");
        }
        visitChildren(item);
    }

    @Override
    public void visit(BlockQuote quote) {
        depth++;
        visitChildren(quote);
        depth--;
    }

    @Override
    public void visit(Text node) {
        formulas.append(node.getLiteral(), text, styles, fontStyle);
    }

    @Override
    public void visit(Emphasis emphasis) {
        styled(emphasis, SWT.ITALIC);
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
        styled(emphasis, SWT.BOLD);
    }

    private void styled(Node node, int style) {
        int former = fontStyle;
        fontStyle |= style;
        visitChildren(node);
        fontStyle = former;
    }

    @Override
    public void visit(Code code) {
        mono(code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
        code(block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        code(block.getLiteral());
    }

    private void code(String literal) {
        int from = text.length();
        mono(literal.stripTrailing());
        for (int at = from; at >= 0 && at < text.length(); at = next(at)) {
            lines.add(new Line(at, (depth + 1) * INDENT, (depth + 2) * INDENT));
        }
        text.append("\n\n");
    }

    private int next(int at) {
        int end = text.indexOf("\n", at);
        return end < 0 ? text.length() : end + 1;
    }

    private void mono(String literal) {
        StyleRange style = new StyleRange(text.length(), literal.length(), null, null);
        style.font = JFaceResources.getTextFont();
        text.append(literal);
        styles.add(style);
    }

    @Override
    public void visit(Link link) {
        int from = text.length();
        visitChildren(link);
        styles.removeIf(inner -> inner.start >= from);
        StyleRange style = new StyleRange(from, text.length() - from, null, null);
        style.underline = true;
        style.foreground = display.getSystemColor(SWT.COLOR_LINK_FOREGROUND);
        styles.add(style);
        links.add(new Target(from, text.length(), link.getDestination()));
    }

    @Override
    public void visit(org.commonmark.node.Image node) {
        Optional<StyleRange> picture = pictures.style(node.getDestination(), text.length());
        picture.ifPresent(
                style -> {
                    styles.add(style);
                    text.append(MarkdownFormulas.OBJECT);
                });
        if (picture.isEmpty()) {
            visitChildren(node);
        }
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
        text.append('\n');
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock table) {
            new MarkdownTable(table).append(this);
            text.append('\n');
        } else {
            visitChildren(block);
        }
    }

    /** A row of a table: its first cell in bold or as a link, the others beneath it. */
    void row(List<Node> cells) {
        int from = text.length();
        for (int i = 0; i < cells.size(); i++) {
            if (i == 0) {
                styled(cells.get(0), SWT.BOLD);
                text.append("    ");
            } else if (cells.get(i).getFirstChild() != null) {
                visitChildren(cells.get(i));
                text.append(i + 1 < cells.size() ? "  ·  " : "");
            }
        }
        lines.add(new Line(from, depth * INDENT, (depth + 1) * INDENT));
        text.append('\n');
    }

    @Override
    public void visitChildren(Node parent) {
        super.visitChildren(parent);
    }
}
