package theoria.report.print.internal;

import theoria.core.study.Provenance;
import theoria.draw.Snapshot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** What stands beneath a picture in print: its caption, and where its numbers come from. */
public final class Footer {
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font ORIGIN = new Font(Font.SANS_SERIF, Font.PLAIN, 8);
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);
    private static final int CAPTION_LINE = 15;
    private static final int ORIGIN_LINE = 11;
    private static final int HASH = 12;
    private static final int GAP = 12;

    private final List<String> caption;
    private final List<String> origin;

    /** The footer of a picture, as wide as the picture. */
    public Footer(Snapshot picture, int width) {
        caption = wrapped(picture.caption(), CAPTION, width);
        origin = wrapped(origin(picture.provenance()), ORIGIN, width);
    }

    private static String origin(Provenance provenance) {
        List<String> facts = new ArrayList<>();
        facts.add((provenance.text("study") + " " + provenance.text("study_version")).strip());
        for (String key : List.of("model", "model2", "data")) {
            String hash = provenance.text(key.equals("data") ? "data_hash_test" : key + "_hash");
            String name = provenance.text(key);
            if (!name.isEmpty()) {
                String brief = hash.substring(0, Math.min(HASH, hash.length()));
                facts.add(key + " " + name + (brief.isEmpty() ? "" : " (" + brief + ")"));
            }
        }
        for (String key : List.of("samples", "seed", "engine", "precision")) {
            if (!provenance.text(key).isEmpty()) {
                facts.add(key + " " + provenance.text(key));
            }
        }
        facts.add(("Theoria " + provenance.text("theoria")).strip());
        if (!provenance.text("started").isEmpty()) {
            facts.add(provenance.text("started"));
        }
        facts.removeIf(String::isEmpty);
        return String.join(" · ", facts);
    }

    private static List<String> wrapped(String text, Font font, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && font.getStringBounds(longer, MEASURE).getWidth() > width) {
                lines.add(line.toString());
                longer = word;
            }
            line.setLength(0);
            line.append(longer);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Its height. */
    public int height() {
        return GAP + caption.size() * CAPTION_LINE + origin.size() * ORIGIN_LINE;
    }

    /** Paints it from the origin on. */
    public void paint(Graphics2D canvas) {
        int y = GAP;
        canvas.setColor(new Color(0x222222));
        canvas.setFont(CAPTION);
        for (String line : caption) {
            y += CAPTION_LINE;
            canvas.drawString(line, 0, y - 4);
        }
        canvas.setColor(new Color(0x666666));
        canvas.setFont(ORIGIN);
        for (String line : origin) {
            y += ORIGIN_LINE;
            canvas.drawString(line, 0, y - 3);
        }
    }
}
