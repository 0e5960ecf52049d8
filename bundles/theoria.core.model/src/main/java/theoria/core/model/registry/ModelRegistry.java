package theoria.core.model.registry;

import theoria.core.model.engine.TrainingState;
import theoria.core.model.load.Model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one store of models shared by all bundles, published as an OSGi service. Every method commits
 * before it returns: killed at any instant, the workspace opens again with every committed version
 * readable and verified. Several processes and threads may use one workspace. A damaged blob is
 * reported by name and never returned as good.
 */
public interface ModelRegistry extends AutoCloseable {
    /** Everything known but what was removed, by name and number. */
    List<ModelVersion> versions() throws RegistryException;

    /** What was removed and can be restored, by name and number. */
    List<ModelVersion> removed() throws RegistryException;

    /**
     * The version a reference names: {@code name} (the newest), {@code name:number} or {@code
     * name@alias}. Removed versions are not found.
     */
    Optional<ModelVersion> find(String reference) throws RegistryException;

    /** The versions that a query wants, by name and number. */
    default List<ModelVersion> search(ModelQuery query) throws RegistryException {
        return query.of(versions());
    }

    /** What a version comes from, and what came from it, removed versions too. */
    default LineageTree lineage(ModelVersion version) throws RegistryException {
        return LineageTree.of(version, versions(), removed());
    }

    /**
     * Registers a version. The same graph and weights under the same name are the same version: it
     * is returned as it is, with the new metrics added; if it was removed, it is restored.
     *
     * @throws RegistryException if the name is not allowed or the workspace cannot be written
     */
    ModelVersion register(NewVersion version) throws RegistryException;

    /**
     * Reads graph and weights and verifies their hash.
     *
     * @throws RegistryException if a blob is missing or damaged, naming it
     */
    Model open(ModelVersion version) throws RegistryException;

    /** Adds metrics to a version, replacing those of the same name. */
    void addMetrics(ModelVersion version, Map<String, Double> metrics) throws RegistryException;

    /**
     * Lets {@code name@alias} mean this version, and no longer the one it meant before.
     *
     * @throws RegistryException if the alias is not allowed or there is no such version
     */
    void setAlias(ModelVersion version, String alias) throws RegistryException;

    /** Takes an alias off a version; nothing happens if it does not have it. */
    void removeAlias(ModelVersion version, String alias) throws RegistryException;

    /**
     * Adds a tag.
     *
     * @throws RegistryException if the tag is not allowed or there is no such version
     */
    void addTag(ModelVersion version, String tag) throws RegistryException;

    /** Takes a tag off a version; nothing happens if it does not have it. */
    void removeTag(ModelVersion version, String tag) throws RegistryException;

    /**
     * Sets the note of a version, any text; an empty one removes it.
     *
     * @throws RegistryException if there is no such version
     */
    void setNote(ModelVersion version, String note) throws RegistryException;

    /**
     * Gives a model, with all its versions, another name. Numbers, aliases, tags, metrics and notes
     * stay; a version derived from {@code name:number} is now derived from {@code newName:number};
     * runs, which know versions by their hash, stay as they are.
     *
     * @throws RegistryException if there is no such model, or the new name is not allowed or that
     *     of another model, also of one whose versions were all removed
     */
    void rename(String name, String newName) throws RegistryException;

    /**
     * Hides a version; nothing of it is destroyed, and its number is never given again. {@link
     * #restore} brings it back with everything it had, but for aliases that were given to another
     * version in the meantime.
     *
     * @throws RegistryException if there is no such version
     */
    void remove(ModelVersion version) throws RegistryException;

    /**
     * Brings a removed version back; one that is not removed is returned as it is.
     *
     * @throws RegistryException if there is no such version
     */
    ModelVersion restore(String name, int number) throws RegistryException;

    /**
     * Begins a training trajectory, or finds the unfinished one of the same key.
     *
     * @param key hash of everything that determines the training (graph, initial weights, data,
     *     specification)
     * @param description for a person
     * @return its identifier
     */
    String openTrajectory(String key, String description) throws RegistryException;

    /** Appends a checkpoint; one of the same step is replaced. */
    void addCheckpoint(String trajectory, TrainingState state, Map<String, Double> metrics)
            throws RegistryException;

    /**
     * Destroys checkpoints, so that a long training does not fill the disk; what they alone hold is
     * gone. Steps without a checkpoint are no matter.
     */
    void removeCheckpoints(String trajectory, List<Long> steps) throws RegistryException;

    /** Checkpoints of a trajectory by step. */
    List<Checkpoint> checkpoints(String trajectory) throws RegistryException;

    /** The checkpoints of the training that led to a version by step, none if there was none. */
    default List<Checkpoint> trajectory(ModelVersion version) throws RegistryException {
        return version.trajectory().isEmpty() ? List.of() : checkpoints(version.trajectory().get());
    }

    /**
     * Reads a checkpoint and verifies its hash.
     *
     * @throws RegistryException if a blob is missing or damaged, naming it
     */
    TrainingState read(Checkpoint checkpoint) throws RegistryException;

    /** Records a run with its result; a run of the same id is replaced. */
    void record(RunRecord run, byte[] result) throws RegistryException;

    /** Runs, newest first. */
    List<RunRecord> runs() throws RegistryException;

    /** The newest run of this key, complete or not. */
    Optional<RunRecord> findRun(String key) throws RegistryException;

    /**
     * The result of a run, verified.
     *
     * @throws RegistryException if the blob is missing or damaged, naming it
     */
    byte[] result(RunRecord run) throws RegistryException;

    /** Reads every blob and row; one sentence per fault, none if all is well. */
    List<String> check() throws RegistryException;

    /**
     * Destroys files that nothing refers to, and removed versions that the rules give up. What
     * somebody else is writing at the same time is safe.
     */
    GarbageReport collectGarbage(GarbageRules rules) throws RegistryException;

    /**
     * Everything known of a model, for another registry.
     *
     * @throws RegistryException if there is no such model
     */
    ModelHistory history(String name) throws RegistryException;

    /**
     * Copies a blob, verified, to a stream.
     *
     * @return number of bytes
     * @throws RegistryException if it is missing or damaged, naming it
     * @throws IOException if the stream does not take it
     */
    long copyBlob(String hash, OutputStream to) throws RegistryException, IOException;

    /**
     * Adds a model of another registry with numbers, dates and all it has, or nothing of it. Every
     * blob is verified, and every version against its hash, before anything is written. What is
     * here already of its trajectories and runs stays as it is.
     *
     * @throws RegistryException if the name is taken, or a blob is missing or damaged
     */
    void add(ModelHistory history, ModelHistory.Blobs blobs) throws RegistryException;

    @Override
    void close();
}
