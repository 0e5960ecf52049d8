package theoria.core.study.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a writer that needs one for each thing it writes: the first is the target, thing
 * NAME lies beside it as {@code OUT-NAME.EXTENSION}.
 */
public final class BesideNames {
    private final Path target;
    private final String extension;
    private final Set<String> taken = new HashSet<>();
    private boolean begun;

    /**
     * Names files beside a target.
     *
     * @param target the first file
     * @param extension of all others, without dot
     */
    public BesideNames(Path target, String extension) {
        this.target = target;
        this.extension = "." + extension;
    }

    /** The next file; of its name only characters are kept that are safe in any file name. */
    public Path next(String name) {
        if (!begun) {
            begun = true;
            return target;
        }
        String out = String.valueOf(target.getFileName());
        if (out.toLowerCase(Locale.ROOT).endsWith(extension)) {
            out = out.substring(0, out.length() - extension.length());
        }
        String safe = out + "-" + name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        String unique = safe;
        // some file systems do not tell upper from lower case
        for (int again = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); again++) {
            unique = safe + "-" + again;
        }
        return target.resolveSibling(unique + extension);
    }
}
