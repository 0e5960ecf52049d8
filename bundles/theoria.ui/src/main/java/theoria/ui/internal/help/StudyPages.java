package theoria.ui.internal.help;

import theoria.core.study.StudyDescriptor;
import theoria.core.study.parameter.Parameter;
import theoria.runtime.catalogue.Catalogue;
import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.RunSpec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Help pages of studies, made from their descriptors, those of plug-ins included. */
final class StudyPages {
    /** Before the identifier of a study in a link. */
    static final String PREFIX = "study:";

    private final Catalogue catalogue;

    StudyPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A page that lists every study by chapter. */
    String list() {
        StringBuilder page = new StringBuilder("# Studies\n\n");
        String chapter = "";
        for (StudyEntry entry : catalogue.studies()) {
            StudyDescriptor study = entry.study().descriptor();
            if (!study.chapter().equals(chapter)) {
                chapter = study.chapter();
                page.append("\n## ").append(chapter).append("\n\n");
            }
            page.append("- [").append(study.title()).append("](").append(PREFIX);
            page.append(study.id()).append(") ").append(study.tells()).append('\n');
        }
        return page.toString();
    }

    /** The page of one study, if it is installed. */
    Optional<String> page(String id) {
        return catalogue.study(id).map(entry -> page(entry.study().descriptor()));
    }

    private static String page(StudyDescriptor study) {
        StringBuilder page = new StringBuilder("# " + study.title() + "\n\n");
        page.append("*").append(study.chapter()).append("*, `").append(study.id()).append("`\n\n");
        section(page, "What it tells you", study.tells());
        section(page, "What it does not", study.tellsNot());
        section(page, "Formula", study.formula().isEmpty() ? "" : "$$" + study.formula() + "$$");
        section(page, "Reference", study.reference());
        if (!study.parameters().isEmpty()) {
            page.append("## Parameters\n\n");
            study.parameters().forEach(parameter -> parameter(page, parameter));
            page.append('\n');
        }
        if (!study.outputs().isEmpty()) {
            page.append("## Numbers and arrays\n\n");
            for (StudyDescriptor.Output output : study.outputs()) {
                page.append("- `").append(output.key()).append("` ");
                page.append(output.description()).append('\n');
            }
            page.append('\n');
        }
        RunSpec example = new RunSpec(study.id(), models(study), data(study), "", "", 1, Map.of());
        page.append("## In a terminal\n\n```\n").append(example.commandLine()).append("\n```\n");
        return page.toString();
    }

    private static List<String> models(StudyDescriptor study) {
        return study.models().least() == 0
                ? List.of()
                : java.util.Collections.nCopies(study.models().least(), "digits-lenet");
    }

    private static List<String> data(StudyDescriptor study) {
        return study.data().isEmpty() ? List.of() : List.of("synthdigits");
    }

    private static void section(StringBuilder page, String title, String text) {
        if (!text.isEmpty()) {
            page.append("## ").append(title).append("\n\n").append(text).append("\n\n");
        }
    }

    private static <T> void parameter(StringBuilder page, Parameter<T> parameter) {
        String usual = parameter.text(parameter.otherwise());
        page.append("- `").append(parameter.key()).append("` **").append(parameter.label());
        page.append("** ").append(parameter.help()).append(" Allowed: ");
        page.append(parameter.allowed()).append('.');
        page.append(usual.isEmpty() ? "\n" : " Default: `" + usual + "`.\n");
    }
}
