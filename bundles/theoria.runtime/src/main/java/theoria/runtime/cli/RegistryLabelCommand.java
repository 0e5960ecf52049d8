package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.util.ArrayList;
import java.util.List;

/** {@code theoria registry tag|alias MODEL WORD...}: puts words on a version, or takes them off. */
abstract class RegistryLabelCommand extends RegistryAction {
    @Parameters(index = "0", paramLabel = "MODEL", description = MODEL)
    String reference = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "The words.")
    List<String> words = new ArrayList<>();

    @Option(names = "--remove", description = "Take the words off instead.")
    boolean remove;

    private RegistryLabelCommand(SessionFactory sessions) {
        super(sessions);
    }

    /** Tags: any number of words on any number of versions. */
    static RegistryLabelCommand tag(SessionFactory sessions) {
        return new Tag(sessions);
    }

    /** Aliases: each means one version of its model. */
    static RegistryLabelCommand alias(SessionFactory sessions) {
        return new Alias(sessions);
    }

    abstract void add(ModelRegistry registry, ModelVersion version, String word)
            throws RegistryException;

    abstract void remove(ModelRegistry registry, ModelVersion version, String word)
            throws RegistryException;

    abstract List<String> labels(ModelVersion version);

    /** What the words are to be, for a sentence. */
    abstract String use();

    @Override
    final String change(ModelRegistry registry) throws RegistryException, UsageException {
        ModelVersion version = version(registry, reference);
        for (String word : words) {
            name(word, use());
        }
        for (String word : words) {
            if (remove) {
                remove(registry, version, word);
            } else {
                add(registry, version, word);
            }
        }
        List<String> labels = labels(version(registry, version.reference()));
        return version.reference() + ": " + (labels.isEmpty() ? "none" : String.join(" ", labels));
    }

    @Command(name = "tag", description = "Tag a version, or take tags off it.")
    private static final class Tag extends RegistryLabelCommand {
        Tag(SessionFactory sessions) {
            super(sessions);
        }

        @Override
        void add(ModelRegistry registry, ModelVersion version, String word)
                throws RegistryException {
            registry.addTag(version, word);
        }

        @Override
        void remove(ModelRegistry registry, ModelVersion version, String word)
                throws RegistryException {
            registry.removeTag(version, word);
        }

        @Override
        List<String> labels(ModelVersion version) {
            return version.tags();
        }

        @Override
        String use() {
            return "be a tag";
        }
    }

    @Command(
            name = "alias",
            description = "Let name@WORD mean a version, or take such an alias off it.")
    private static final class Alias extends RegistryLabelCommand {
        Alias(SessionFactory sessions) {
            super(sessions);
        }

        @Override
        void add(ModelRegistry registry, ModelVersion version, String word)
                throws RegistryException {
            registry.setAlias(version, word);
        }

        @Override
        void remove(ModelRegistry registry, ModelVersion version, String word)
                throws RegistryException {
            registry.removeAlias(version, word);
        }

        @Override
        List<String> labels(ModelVersion version) {
            return version.aliases();
        }

        @Override
        String use() {
            return "be an alias";
        }
    }
}
