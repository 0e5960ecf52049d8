package theoria.ui.internal.model;

import theoria.ui.internal.run.RunEntry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Studies that were run on each of several models: what can be seen of them side by side. */
final class SharedStudies {
    private SharedStudies() {}

    /**
     * The newest finished run of each model, in the order of the models, by title of the study.
     *
     * @param runs the newest first
     */
    static Map<String, List<RunEntry>> of(List<String> models, List<RunEntry> runs) {
        Map<String, List<RunEntry>> shared = new LinkedHashMap<>();
        for (RunEntry run : runs) {
            if (!shared.containsKey(run.title())) {
                List<RunEntry> each = new ArrayList<>();
                models.forEach(model -> newest(run.study(), model, runs).ifPresent(each::add));
                shared.put(run.title(), each);
            }
        }
        shared.values().removeIf(each -> each.size() < models.size());
        return shared;
    }

    private static Optional<RunEntry> newest(String study, String model, List<RunEntry> runs) {
        return runs.stream()
                .filter(run -> run.state() == RunEntry.State.FINISHED)
                .filter(run -> run.study().equals(study) && run.models().equals(List.of(model)))
                .findFirst();
    }
}
