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
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Precision;
import theoria.core.study.parameter.Values;
import theoria.core.study.result.Result;

import java.util.List;
import java.util.Optional;

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
     * The last published partial result of an interrupted run of the same input. Continuing from it
     * must give the same bits as starting anew.
     */
    Optional<Result> previous();
}
