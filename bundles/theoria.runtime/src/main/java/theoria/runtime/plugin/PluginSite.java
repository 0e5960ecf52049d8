package theoria.runtime.plugin;

import theoria.runtime.plugin.PluginException.Kind;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where plug-ins are taken from: a folder, a zip of one, or a place on the web.
 *
 * @param text as a person gave it
 * @param location of the p2 repository
 */
public record PluginSite(String text, URI location) {
    private static final List<String> INDEXES =
            List.of(
                    "content.xml",
                    "content.jar",
                    "content.xml.xz",
                    "compositeContent.xml",
                    "compositeContent.jar");

    /**
     * The site of a folder, a zip file, or a URL.
     *
     * @throws PluginException if it is neither, or a URL that is not encrypted
     */
    public static PluginSite of(String text) throws PluginException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http:")) {
            throw new PluginException(
                    Kind.USAGE,
                    "'" + text + "' is not encrypted; take https:, a folder or a zip file");
        }
        try {
            if (lower.startsWith("https:")) {
                return new PluginSite(text, new URI(text));
            }
            Path path = lower.startsWith("file:") ? Path.of(new URI(text)) : Path.of(text);
            return ofPath(text, path.toAbsolutePath().normalize());
        } catch (URISyntaxException | InvalidPathException e) {
            throw new PluginException(
                    Kind.USAGE, "'" + text + "' is no folder, zip file or URL", e);
        } catch (IllegalArgumentException e) {
            throw new PluginException(
                    Kind.USAGE, "'" + text + "' names no file: " + e.getMessage(), e);
        }
    }

    private static PluginSite ofPath(String text, Path path) throws PluginException {
        if (Files.isDirectory(path)) {
            if (INDEXES.stream().noneMatch(name -> Files.exists(path.resolve(name)))) {
                throw new PluginException(
                        Kind.SITE,
                        "'" + text + "' is no site of plug-ins: it holds no content.xml");
            }
            return new PluginSite(text, path.toUri());
        }
        if (!Files.exists(path)) {
            throw new PluginException(Kind.SITE, "'" + text + "' is not there");
        }
        return new PluginSite(text, URI.create("jar:" + path.toUri() + "!/"));
    }
}
