package theoria.runtime.plugin;

import org.jspecify.annotations.Nullable;

/** A plug-in cannot be installed, removed or tried: one sentence that says why and what to do. */
public final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Whose fault it is. */
    public enum Kind {
        /** What was asked for makes no sense. */
        USAGE,
        /** The site is not there or not readable. */
        SITE,
        /** The product and the plug-in do not go together, or the product cannot be changed. */
        OBSTACLE
    }

    /** With the sentence. */
    public PluginException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With the sentence and what led to it. */
    public PluginException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }
}
