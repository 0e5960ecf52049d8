package theoria.tests.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A bundle that is compiled in the test from sources given as text. */
final class HostileBundle {
    private static final String API =
            "theoria.core.model.data, theoria.core.model.engine, theoria.core.model.graph,"
                    + " theoria.core.model.load, theoria.core.study,"
                    + " theoria.core.study.parameter, theoria.core.study.result,"
                    + " org.osgi.framework";

    private final String name;
    private final Map<String, String> sources = new TreeMap<>();
    private final List<String> studies = new ArrayList<>();
    private String headers = "";

    HostileBundle(String name) {
        this.name = name;
    }

    /** Adds a class of the package that bears the bundle's name. */
    HostileBundle type(String type, String source) {
        sources.put(type, "package " + name + ";\n" + source);
        return this;
    }

    /** Adds a study of this identifier whose parts are statements. */
    HostileBundle study(String type, String id, String constructor, String run) {
        studies.add(type);
        return type(
                type,
                """
                import theoria.core.study.*;
                import theoria.core.study.result.*;
                public final class TYPE implements Study {
                    public TYPE() { CONSTRUCTOR }
                    @Override public StudyDescriptor descriptor() {
                        return StudyDescriptor.builder("ID", "Title", "Hostile").data()
                            .output("documented", "a number").build();
                    }
                    @Override public CostEstimate cost(StudyInput input) {
                        return CostEstimate.negligible();
                    }
                    @Override public Result run(StudyInput input, StudyProgress progress) {
                        RUN
                    }
                }
                """
                        .replace("TYPE", type)
                        .replace("ID", id)
                        .replace("CONSTRUCTOR", constructor)
                        .replace("RUN", run));
    }

    /** Adds an activator whose start is a statement. */
    HostileBundle activator(String statement) {
        headers += "Bundle-Activator: " + name + ".Activator\nBundle-ActivationPolicy: lazy\n";
        return type(
                "Activator",
                """
                import org.osgi.framework.*;
                public final class Activator implements BundleActivator {
                    @Override public void start(BundleContext context) { STATEMENT }
                    @Override public void stop(BundleContext context) {}
                }
                """
                        .replace("STATEMENT", statement));
    }

    /** Compiles it against a product and packs it, with a feature, into a folder to publish. */
    Path build(Path product, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(product, folder, classes);
        Path plugins = Files.createDirectories(folder.resolve("source/plugins"));
        jar(classes, plugins.resolve(name + "_1.0.0.jar"));
        Path feature =
                Files.createDirectories(folder.resolve("source/features/" + name + "_1.0.0"));
        Files.writeString(
                feature.resolve("feature.xml"),
                "<feature id='%1$s.feature' label='%1$s' version='1.0.0' provider-name='Test'><plugin"
                                .formatted(name)
                        + " id='%s' version='1.0.0'/></feature>".formatted(name));
        return folder.resolve("source");
    }

    private void compile(Path product, Path folder, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none"));
        try (Stream<Path> jars = Files.list(product.resolve("plugins"))) {
            String path =
                    jars.map(Path::toString)
                            .filter(
                                    jar ->
                                            jar.matches(
                                                    ".*(theoria[.]core|eclipse[.]osgi_).*[.]jar"))
                            .collect(Collectors.joining(java.io.File.pathSeparator));
            arguments.addAll(List.of("-cp", path, "-d", classes.toString()));
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        if (compiler.run(null, null, err, arguments.toArray(new String[0])) != 0) {
            throw new IOException("not compiled: " + said + err);
        }
    }

    private void jar(Path classes, Path target) throws IOException {
        String text =
                "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: "
                        + name
                        + ";singleton:=true\nBundle-Version: 1.0.0\nImport-Package: "
                        + API.replace(", ", ",\n ")
                        + "\n"
                        + headers;
        Manifest manifest = new Manifest(new java.io.ByteArrayInputStream(text.getBytes("UTF-8")));
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(one).toString()));
                Files.copy(one, jar);
            }
            jar.putNextEntry(new ZipEntry("plugin.xml"));
            String lines =
                    studies.stream()
                            .map(type -> "<study class='%s.%s'/>".formatted(name, type))
                            .collect(Collectors.joining());
            jar.write(
                    ("<?eclipse version='3.4'?><plugin><extension"
                                    + " point='theoria.core.study.studies'>"
                                    + lines
                                    + "</extension></plugin>")
                            .getBytes("UTF-8"));
        }
    }
}
