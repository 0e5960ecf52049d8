package theoria.runtime.cli;

import theoria.runtime.catalogue.StudyEntry;
import theoria.runtime.job.Reserved;
import theoria.runtime.job.StudyRequest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parameters given once to several studies: each takes those that it has. */
final class SharedParameters {
    private SharedParameters() {}

    /** Every parameter must be one of some study's, or reserved. */
    static void requireKnown(List<StudyEntry> studies, StudyRequest request) throws UsageException {
        for (String key : request.parameters().keySet()) {
            boolean known =
                    isReserved(key) || studies.stream().anyMatch(study -> declares(study, key));
            if (!known) {
                throw new UsageException("no study here has a parameter '" + key + "'");
            }
        }
    }

    /** The request with only the parameters that a study has. */
    static StudyRequest own(StudyEntry study, StudyRequest request) {
        Map<String, String> parameters = new TreeMap<>(request.parameters());
        parameters.keySet().removeIf(key -> !declares(study, key) && !isReserved(key));
        return new StudyRequest(
                request.models(),
                request.data(),
                request.samples(),
                request.splits(),
                parameters,
                request.seed());
    }

    private static boolean isReserved(String key) {
        return Reserved.PARAMETERS.stream().anyMatch(p -> p.key().equals(key));
    }

    private static boolean declares(StudyEntry study, String key) {
        return study.study().descriptor().parameters().stream().anyMatch(p -> p.key().equals(key));
    }
}
