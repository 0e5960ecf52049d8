package theoria.core.model.registry;

import java.util.Locale;

/**
 * Where a version comes from.
 *
 * @param kind how it came to be
 * @param source the file or URL of an import (weights only: {@code FILE?architecture=ARCH}), the
 *     reference {@code name:version} of the parent, or the architecture a training started from
 * @param architecture what the network is: the architecture of the training or import, or the name
 *     of the graph in the file; empty if nothing is known
 * @param format what the file was, for example {@code ONNX}; empty if it was none
 */
public record Lineage(Kind kind, String source, String architecture, String format) {
    private static final String BY_ARCHITECTURE = "?architecture=";
    private static final String ON_DATA = " on ";

    /** The architecture as far as the source names it, and no format. */
    public Lineage(Kind kind, String source) {
        this(kind, source, architectureOf(kind, source), "");
    }

    private static String architectureOf(Kind kind, String source) {
        if (kind == Kind.TRAINED) {
            int on = source.indexOf(ON_DATA);
            return on < 0 ? source : source.substring(0, on);
        }
        int mark = kind == Kind.IMPORTED ? source.lastIndexOf(BY_ARCHITECTURE) : -1;
        return mark < 0 ? "" : source.substring(mark + BY_ARCHITECTURE.length());
    }

    /** The same of another source. */
    public Lineage with(String other) {
        return new Lineage(kind, other, architecture, format);
    }

    /** In words: {@code imported from lenet.onnx}. */
    public String words() {
        return kind.word() + " from " + source;
    }

    /** How a version came to be. */
    public enum Kind {
        /** Read from a file. */
        IMPORTED,
        /** Result of a training run. */
        TRAINED,
        /** Computed from another version. */
        DERIVED;

        /** The word for it, in small letters. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
