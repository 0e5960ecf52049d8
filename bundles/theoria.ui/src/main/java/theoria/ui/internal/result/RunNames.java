package theoria.ui.internal.result;

import theoria.runtime.job.RunSpec;
import theoria.ui.internal.run.RunEntry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that tell several runs apart: by their models, else by what else differs. */
final class RunNames {
    private RunNames() {}

    /** A name for each run, all different. */
    static List<String> of(List<RunEntry> runs) {
        List<Map<String, String>> facts = runs.stream().map(RunNames::facts).toList();
        Set<String> keys = new LinkedHashSet<>();
        facts.forEach(map -> keys.addAll(map.keySet()));
        keys.removeIf(
                key -> facts.stream().map(f -> f.getOrDefault(key, "")).distinct().count() < 2);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            StringBuilder name = new StringBuilder(String.join("+", runs.get(i).models()));
            for (String key : keys) {
                if (!key.equals("model")) {
                    String value = facts.get(i).getOrDefault(key, "usual");
                    name.append(", ").append(key).append(' ').append(value);
                }
            }
            String own = name.toString();
            for (int again = 2; names.contains(own); again++) {
                own = name + " (" + again + ")";
            }
            names.add(own);
        }
        return names;
    }

    private static Map<String, String> facts(RunEntry run) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", String.join("+", run.models()));
        run.spec().ifPresent(spec -> add(facts, spec));
        return facts;
    }

    private static void add(Map<String, String> facts, RunSpec spec) {
        spec.parameters().forEach(facts::put);
        facts.put("seed", Long.toString(spec.seed()));
        if (!spec.samples().isEmpty()) {
            facts.put("samples", spec.samples());
        }
        if (!spec.split().isEmpty()) {
            facts.put("split", spec.split());
        }
        facts.put("data", String.join("+", spec.data()));
    }
}
