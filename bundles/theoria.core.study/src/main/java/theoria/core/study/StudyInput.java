package theoria.core.study;

import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.engine.Capability;
import theoria.core.model.engine.EngineException;
import theoria.core.model.engine.Need;
import theoria.core.model.engine.Network;
import theoria.core.model.engine.Trainer;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.Model;
import theoria.core.model.load.NamedTensors;
import theoria.core.model.tensor.Precision;
import theoria.core.study.parameter.Values;
import theoria.core.study.result.Result;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a study is given. */
public interface StudyInput {
    /** The models, in the order given. */
    List<Model> models();

    /** The first model. */
    default Model model() {
        return models().get(0);
    }

    /** Stored numbers of the train split, the sample selection applied; a model prepares them. */
    Optional<Examples> train();

    /** Stored numbers of the test split, the sample selection applied. */
    Optional<Examples> test();

    /** The splits to work on, in order: what was asked for, else what the descriptor says. */
    List<Split> splits();

    /**
     * Whether the examples of each split are those of a range of positions that was asked for, so
     * that their order was too. Else their order is that of the file and means nothing.
     */
    default boolean isRange() {
        return false;
    }

    /**
     * The stored numbers of a split.
     *
     * @throws StudyException if the data has no such split
     */
    default Examples examples(Split split) throws StudyException {
        Optional<Examples> examples = split == Split.TRAIN ? train() : test();
        return examples.orElseThrow(
                () -> new StudyException("the data has no " + split.word() + " split"));
    }

    /** Number of examples of all splits to work on; from metadata, for estimates. */
    default long exampleCount() {
        long count = 0;
        for (Split split : splits()) {
            count += (split == Split.TRAIN ? train() : test()).map(Examples::size).orElse(0);
        }
        return count;
    }

    /** Values of the declared parameters. */
    Values values();

    /** Seed of everything random. */
    long seed();

    /** Reserved parameter: precision of the arithmetic. */
    Precision precision();

    /** Reserved parameter: examples per forward or backward pass. */
    int batch();

    /** The reserved parameters' need for these capabilities. */
    Need need(Capability... capabilities);

    /** Opens a model; the study closes it. The network takes prepared examples. */
    Network open(Model model, Need need) throws EngineException;

    /** Opens a graph with weights of its own; the study closes it. */
    Network open(NetworkGraph graph, Weights weights, Need need) throws EngineException;

    /**
     * The trainer.
     *
     * @throws EngineException if none is installed
     */
    Trainer trainer() throws EngineException;

    /**
     * The arrays of a file that a parameter names ({@code file:PATH}), read by whichever installed
     * loader of tensors recognises its content: npz, HDF5, safetensors, PyTorch.
     *
     * @throws FormatException if the file is damaged, or nothing here reads it
     */
    default NamedTensors tensors(Path file) throws FormatException {
        throw new FormatException("'" + file + "' cannot be read here; expected no file");
    }

    /**
     * The weights of a file, put into a graph: a file of tensors by their names, else by order and
     * shape; a file of a network if its blocks have the graph's shapes.
     *
     * @throws FormatException if the file is damaged, nothing here reads it, or it holds weights of
     *     another architecture
     */
    default Weights weights(Path file, NetworkGraph graph) throws FormatException {
        throw new FormatException("'" + file + "' cannot be read here; expected no file");
    }

    /**
     * What earlier runs measured at places of a landscape, and where this run keeps its own. The
     * engine that serves, its versions, the need and the machine tell landscapes apart without
     * being named.
     *
     * @param graph that networks are opened for, whether or not anything is known
     * @param need they are opened for
     * @param width how many numbers belong to a place
     * @param identity everything else that determines a bit of the numbers at a place, or a hash of
     *     it: weights, directions, examples as the network sees them, batch size, what is measured;
     *     asked for only if anything is kept
     * @throws EngineException if no engine serves
     */
    default CellCache cells(NetworkGraph graph, Need need, int width, Supplier<String> identity)
            throws EngineException {
        return CellCache.NONE;
    }

    /**
     * The last published partial result of an interrupted run of the same input. Continuing from it
     * must give the same bits as starting anew.
     */
    Optional<Result> previous();
}
