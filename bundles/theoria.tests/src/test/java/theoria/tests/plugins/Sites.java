package theoria.tests.plugins;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import theoria.tests.product.Product.Outcome;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Sites of plug-ins: that of the example as it is built, and others made in the test. */
final class Sites {
    static final String EXAMPLE = "theoria.examples.feature";
    static final String STUDY = "examples.gaussian-weights";

    private Sites() {}

    /** The folder of the example's site. */
    static Path example() {
        Path site =
                Path.of(System.getProperty("theoria.root", "../.."))
                        .resolve("features/theoria.examples.site/target/repository");
        assumeTrue(Files.isDirectory(site), "no site of the example at '" + site + "'");
        return site;
    }

    /** A site as one zip file. */
    static Path zip(Path site, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(site)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(site.relativize(one).toString().replace('\\', '/')));
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
        return target;
    }

    /** A copy of a site in whose metadata one text stands for another. */
    static Path edited(Path site, Path target, String text, String instead) throws IOException {
        try (Stream<Path> all = Files.walk(site)) {
            for (Path one : all.toList()) {
                Path copy = target.resolve(site.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(copy);
                } else if (!one.getFileName().toString().matches("content[.].*|p2[.]index")) {
                    Files.copy(one, copy);
                }
            }
        }
        String content = content(site);
        if (!content.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is not in the metadata");
        }
        Files.writeString(target.resolve("content.xml"), content.replace(text, instead));
        return target;
    }

    private static String content(Path site) throws IOException {
        try (ZipFile jar = new ZipFile(site.resolve("content.jar").toFile());
                InputStream in = jar.getInputStream(jar.getEntry("content.xml"))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * Publishes bundles as a site with one feature.
     *
     * @param product whose p2 does it
     * @param source folder with {@code plugins} and {@code features}
     */
    static Path publish(ProductCopy product, Path source, Path target)
            throws IOException, InterruptedException {
        String url = target.toUri().toString();
        Outcome outcome =
                product.application(
                        "org.eclipse.equinox.p2.publisher.FeaturesAndBundlesPublisher",
                        List.of(
                                "-metadataRepository",
                                url,
                                "-artifactRepository",
                                url,
                                "-source",
                                source.toString(),
                                "-publishArtifacts"));
        if (outcome.code() != 0) {
            throw new IOException("not published: " + outcome);
        }
        return target;
    }
}
