package theoria.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import theoria.core.model.load.FormatException;
import theoria.core.model.load.ModelLoader;
import theoria.testkit.Mutants;

import java.nio.file.Path;

/** Whether damaged files load. */
final class Loads {
    private Loads() {}

    /** Whether a file loads; if not, one sentence says why. */
    static boolean network(ModelLoader loader, Path file) {
        return Mutants.loads(
                file,
                FormatException.class,
                () -> assertThat(loader.load(file).graph().nodes()).isNotEmpty());
    }
}
