package theoria.runtime.plugin;

import org.osgi.framework.BundleContext;

import theoria.runtime.plugin.PluginException.Kind;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the running product lies.
 *
 * @param home its folder
 * @param configuration its configuration area
 */
record ProductFolder(Path home, Path configuration) {
    /** That of this process. */
    static ProductFolder of(BundleContext context) throws PluginException {
        return new ProductFolder(
                area(context, "osgi.install.area"), area(context, "osgi.configuration.area"));
    }

    private static Path area(BundleContext context, String key) throws PluginException {
        String url = context.getProperty(key);
        if (url == null || !url.startsWith("file:")) {
            throw new PluginException(
                    Kind.OBSTACLE, "the product does not lie in a folder: " + key + " is " + url);
        }
        // Equinox writes blanks and the like as they are
        return Path.of(URI.create("file:/").getPath())
                .resolve(url.substring("file:".length()))
                .normalize();
    }

    /**
     * Plug-ins can be put into it.
     *
     * @throws PluginException if not
     */
    void requireWritable() throws PluginException {
        for (String name : List.of("", "plugins", "p2", "configuration")) {
            if (!Files.isWritable(home.resolve(name))) {
                throw new PluginException(
                        Kind.OBSTACLE,
                        "plug-ins need a product whose folder may be written to, and "
                                + home.resolve(name)
                                + " may not; ask whoever installed it, or unpack a product of your"
                                + " own");
            }
        }
    }
}
