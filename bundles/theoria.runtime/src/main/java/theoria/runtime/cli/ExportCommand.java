package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.ModelWriter;
import theoria.core.model.registry.RegistryException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code theoria export MODEL -o FILE}: a network into a file that other programs read. */
@Command(name = "export", description = "Write a network to a file.")
final class ExportCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(
            paramLabel = "MODEL",
            description = "A model: file, name, name:version or name@alias.")
    String reference = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file; its ending chooses the format: .onnx, or .zip for DL4J.")
    Path target = Path.of("");

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    ExportCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call()
            throws UsageException,
                    ObstacleException,
                    FormatException,
                    RegistryException,
                    IOException {
        try (Session session = sessions.open(global)) {
            ModelWriter writer = writer(session.catalogue().modelWriters());
            Model model = session.models().resolve(reference, Optional.empty());
            Optional<String> obstacle = writer.obstacle(model);
            if (obstacle.isPresent()) {
                throw new ObstacleException("'" + target + "' cannot be made: " + obstacle.get());
            }
            writer.write(model, target);
            if (!model.contract().unchanged()) {
                session.remark(
                        "the input contract is not part of the file; say --preprocess "
                                + model.contract().text()
                                + " where it is read");
            }
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("model", model.name());
                facts.put("hash", model.hash());
                facts.put("format", writer.format());
                facts.put("file", target.toAbsolutePath().normalize().toString());
                Listing.print(session, facts);
            } else {
                session.print("wrote " + target);
            }
            return ExitCode.FINE;
        }
    }

    private ModelWriter writer(List<ModelWriter> writers) throws UsageException {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        TreeSet<String> known = new TreeSet<>();
        for (ModelWriter writer : writers) {
            if (writer.extensions().stream().anyMatch(e -> name.endsWith("." + e))) {
                return writer;
            }
            writer.extensions().forEach(e -> known.add("." + e));
        }
        throw new UsageException(
                "'"
                        + target
                        + "' has no ending of a network; expected "
                        + String.join(", ", known));
    }
}
