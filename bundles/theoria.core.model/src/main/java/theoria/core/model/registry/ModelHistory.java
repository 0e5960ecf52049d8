package theoria.core.model.registry;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a registry knows of one model, but for the blobs, which it names by their hashes: what
 * goes from one registry to another.
 *
 * @param name of the model
 * @param versions by number, removed ones too
 * @param trajectories of its versions, by identifier
 * @param runs that used no other model, newest first
 */
public record ModelHistory(
        String name, List<Version> versions, List<Trajectory> trajectories, List<Run> runs) {
    /** Takes immutable copies. */
    public ModelHistory {
        versions = List.copyOf(versions);
        trajectories = List.copyOf(trajectories);
        runs = List.copyOf(runs);
    }

    /**
     * A version.
     *
     * @param facts what the registry tells of it
     * @param graph hash of the blob of its graph
     * @param weights hash of the blob of its weights
     * @param classNames of its input contract
     * @param removed when it was removed, if it was
     * @param parent hash of the version it is derived from, if that was in the registry
     */
    public record Version(
            ModelVersion facts,
            String graph,
            String weights,
            List<String> classNames,
            Optional<Instant> removed,
            Optional<String> parent) {
        /** Takes an immutable copy. */
        public Version {
            classNames = List.copyOf(classNames);
        }
    }

    /**
     * A training trajectory.
     *
     * @param id identifier
     * @param key hash of everything that determines the training
     * @param description for a person
     * @param created when it began
     * @param steps its checkpoints
     */
    public record Trajectory(
            String id, String key, String description, Instant created, List<Step> steps) {
        /** Takes an immutable copy. */
        public Trajectory {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A checkpoint.
     *
     * @param step number of updates made
     * @param weights hash of the blob of its weights
     * @param optimiser hash of the blob of the optimiser's state
     * @param metrics by name
     */
    public record Step(long step, String weights, String optimiser, Map<String, Double> metrics) {}

    /**
     * A run.
     *
     * @param record what the registry tells of it
     * @param result hash of the blob of its result
     */
    public record Run(RunRecord record, String result) {}

    /** Where the blobs of a history are read from. */
    public interface Blobs {
        /**
         * Opens a blob; the bytes need not be verified.
         *
         * @throws RegistryException if it is not there
         */
        InputStream open(String hash) throws RegistryException;

        /**
         * Number of bytes of a blob.
         *
         * @throws RegistryException if it is not there
         */
        long length(String hash) throws RegistryException;
    }

    /** Hashes of all blobs, each once. */
    public Set<String> blobs() {
        Set<String> blobs = new LinkedHashSet<>();
        for (Version version : versions) {
            blobs.add(version.graph());
            blobs.add(version.weights());
        }
        for (Trajectory trajectory : trajectories) {
            for (Step step : trajectory.steps()) {
                blobs.add(step.weights());
                blobs.add(step.optimiser());
            }
        }
        runs.forEach(run -> blobs.add(run.result()));
        return blobs;
    }

    /** The same under another name, which versions derived from one another follow. */
    public ModelHistory named(String other) {
        List<Version> renamed = new ArrayList<>();
        Set<String> own = new LinkedHashSet<>();
        versions.forEach(version -> own.add(version.facts().reference()));
        for (Version version : versions) {
            Lineage lineage = version.facts().lineage();
            boolean inside =
                    lineage.kind() == Lineage.Kind.DERIVED && own.contains(lineage.source());
            String source =
                    inside ? other + lineage.source().substring(name.length()) : lineage.source();
            renamed.add(
                    new Version(
                            version.facts().with(other, lineage.with(source)),
                            version.graph(),
                            version.weights(),
                            version.classNames(),
                            version.removed(),
                            version.parent()));
        }
        return new ModelHistory(other, renamed, trajectories, runs);
    }
}
