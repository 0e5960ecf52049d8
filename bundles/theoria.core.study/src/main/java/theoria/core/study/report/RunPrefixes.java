package theoria.core.study.report;

import theoria.core.study.Run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands before the keys of each run where one file holds several. A single run has none, so
 * its keys are those the study documents. Runs of different studies are told by the study's
 * identifier ({@code landscape.line.loss}); further runs of the same study by {@code model2.}, or
 * {@code run2.} if the model is the same.
 */
public final class RunPrefixes {
    private RunPrefixes() {}

    /** A prefix per run, in order, empty or ending in a dot, all different. */
    public static List<String> of(List<Run> runs) {
        Map<String, List<Run>> studies = new LinkedHashMap<>();
        for (Run run : runs) {
            studies.computeIfAbsent(run.descriptor().id(), id -> new ArrayList<>()).add(run);
        }
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<String> prefixes = new ArrayList<>();
        for (Run run : runs) {
            String id = run.descriptor().id();
            int turn = seen.merge(id, 1, Integer::sum);
            String word = differentModels(studies.getOrDefault(id, List.of())) ? "model" : "run";
            prefixes.add(
                    (studies.size() > 1 ? id + "." : "") + (turn > 1 ? word + turn + "." : ""));
        }
        return prefixes;
    }

    private static boolean differentModels(List<Run> runs) {
        Set<String> hashes = new HashSet<>();
        return runs.stream().allMatch(run -> hashes.add(run.provenance().text("model_hash")));
    }
}
