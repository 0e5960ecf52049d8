package theoria.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import theoria.core.model.registry.ModelRegistry;
import theoria.core.model.registry.ModelVersion;
import theoria.core.model.registry.RegistryException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code theoria registry tag|alias MODEL WORD...}: puts words on a version, or takes them off. */
abstract class RegistryLabelCommand extends RegistryAction {
    private final String use;
    private final Labelling adding;
    private final Labelling removing;
    private final Function<ModelVersion, List<String>> labels;

    @Parameters(index = "0", paramLabel = "MODEL", description = MODEL)
    String reference = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "The words.")
    List<String> words = new ArrayList<>();

    @Option(names = "--remove", description = "Take the words off instead.")
    boolean remove;

    /** Puts a word on a version, or takes it off. */
    private interface Labelling {
        void label(ModelRegistry registry, ModelVersion version, String word)
                throws RegistryException;
    }

    /** The use is what the words are to be, for a sentence. */
    private RegistryLabelCommand(
            SessionFactory sessions,
            String use,
            Labelling adding,
            Labelling removing,
            Function<ModelVersion, List<String>> labels) {
        super(sessions);
        this.use = use;
        this.adding = adding;
        this.removing = removing;
        this.labels = labels;
    }

    /** Tags: any number of words on any number of versions. */
    static RegistryLabelCommand tag(SessionFactory sessions) {
        return new Tag(sessions);
    }

    /** Aliases: each means one version of its model. */
    static RegistryLabelCommand alias(SessionFactory sessions) {
        return new Alias(sessions);
    }

    @Override
    final String change(ModelRegistry registry) throws RegistryException, UsageException {
        ModelVersion version = version(registry, reference);
        for (String word : words) {
            name(word, use);
        }
        for (String word : words) {
            (remove ? removing : adding).label(registry, version, word);
        }
        List<String> left = labels.apply(version(registry, version.reference()));
        return version.reference() + ": " + (left.isEmpty() ? "none" : String.join(" ", left));
    }

    @Command(name = "tag", description = "Tag a version, or take tags off it.")
    private static final class Tag extends RegistryLabelCommand {
        Tag(SessionFactory sessions) {
            super(
                    sessions,
                    "be a tag",
                    ModelRegistry::addTag,
                    ModelRegistry::removeTag,
                    ModelVersion::tags);
        }
    }

    @Command(
            name = "alias",
            description = "Let name@WORD mean a version, or take such an alias off it.")
    private static final class Alias extends RegistryLabelCommand {
        Alias(SessionFactory sessions) {
            super(
                    sessions,
                    "be an alias",
                    ModelRegistry::setAlias,
                    ModelRegistry::removeAlias,
                    ModelVersion::aliases);
        }
    }
}
