package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.data.Split;
import theoria.core.study.StudyDescriptor;
import theoria.core.study.parameter.Parameter;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Reserved;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code theoria studies [ID]}: the catalogue, or one study's parameters and output keys. */
@Command(name = "studies", description = "List the studies, or tell about one.")
final class StudiesCommand implements Callable<Integer>, TheoriaCommand.Global {
    private final SessionFactory sessions;

    @Mixin final GlobalOptions global = new GlobalOptions();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One study.")
    Optional<String> id = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    StudiesCommand(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean debug() {
        return global.debug;
    }

    @Override
    public Integer call() throws UsageException {
        try (Session session = sessions.open(global)) {
            if (id.isPresent()) {
                one(session, RunCommand.study(session, id.get()).study().descriptor());
            } else {
                session.catalogue().problems().forEach(session::remark);
                all(session, session.catalogue().studies());
            }
            return ExitCode.FINE;
        }
    }

    private void all(Session session, List<StudyEntry> studies) {
        if (json) {
            List<Map<String, Object>> list = new ArrayList<>();
            for (StudyEntry entry : studies) {
                list.add(facts(entry.study().descriptor()));
            }
            Listing.print(session, list);
            return;
        }
        TextTable table = new TextTable("study", "title", "tells");
        for (StudyEntry entry : studies) {
            StudyDescriptor descriptor = entry.study().descriptor();
            table.add(descriptor.id(), descriptor.title(), descriptor.tells());
        }
        table.lines().forEach(session::print);
    }

    private void one(Session session, StudyDescriptor descriptor) {
        if (json) {
            Listing.print(session, facts(descriptor));
            return;
        }
        session.print(
                descriptor.id() + "  " + descriptor.title() + "  (" + descriptor.chapter() + ")");
        session.print("It tells:     " + descriptor.tells());
        session.print("It does not:  " + descriptor.tellsNot());
        session.print("It reads:     " + reads(descriptor));
        session.print("Formula:      " + descriptor.formula());
        session.print("Source:       " + descriptor.reference());
        session.print("");
        TextTable parameters = new TextTable("parameter", "default", "allowed", "meaning");
        descriptor.parameters().forEach(parameter -> row(parameters, parameter));
        Reserved.PARAMETERS.forEach(parameter -> row(parameters, parameter));
        parameters.lines().forEach(session::print);
        session.print("");
        TextTable outputs = new TextTable("key", "meaning");
        descriptor.outputs().forEach(o -> outputs.add(o.key(), o.description()));
        outputs.lines().forEach(session::print);
    }

    /** What a study reads if nothing else is asked for, in words. */
    private static String reads(StudyDescriptor descriptor) {
        StudyDescriptor.Models models = descriptor.models();
        String words =
                models.least() == models.largest()
                        ? models.least() + (models.least() == 1 ? " model" : " models")
                        : models.least() + " to " + models.largest() + " models";
        if (descriptor.data().isEmpty()) {
            return words + ", no data";
        }
        String splits = String.join(" and ", descriptor.data().stream().map(Split::word).toList());
        String samples =
                descriptor.samples() == 0
                        ? "all " + splits + " examples"
                        : "at most "
                                + descriptor.samples()
                                + " "
                                + splits
                                + " examples, chosen by the seed";
        return words + "; " + samples + " (--split and --samples take others)";
    }

    private static <T> void row(TextTable table, Parameter<T> parameter) {
        table.add(
                parameter.key(),
                parameter.text(parameter.otherwise()),
                parameter.allowed(),
                parameter.help());
    }

    private static Map<String, Object> facts(StudyDescriptor descriptor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", descriptor.id());
        facts.put("version", descriptor.version());
        facts.put("title", descriptor.title());
        facts.put("chapter", descriptor.chapter());
        facts.put("tells", descriptor.tells());
        facts.put("tells_not", descriptor.tellsNot());
        facts.put("formula", descriptor.formula());
        facts.put("reference", descriptor.reference());
        facts.put("models", List.of(descriptor.models().least(), descriptor.models().largest()));
        facts.put("splits", descriptor.data().stream().map(Split::word).toList());
        facts.put("samples", descriptor.samples() == 0 ? "all" : descriptor.samples());
        List<Map<String, Object>> parameters = new ArrayList<>();
        descriptor.parameters().forEach(parameter -> parameters.add(facts(parameter)));
        facts.put("parameters", parameters);
        Map<String, String> outputs = new LinkedHashMap<>();
        descriptor.outputs().forEach(output -> outputs.put(output.key(), output.description()));
        facts.put("outputs", outputs);
        return facts;
    }

    private static <T> Map<String, Object> facts(Parameter<T> parameter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", parameter.key());
        facts.put("label", parameter.label());
        facts.put("help", parameter.help());
        facts.put("default", parameter.text(parameter.otherwise()));
        facts.put("allowed", parameter.allowed());
        return facts;
    }
}
