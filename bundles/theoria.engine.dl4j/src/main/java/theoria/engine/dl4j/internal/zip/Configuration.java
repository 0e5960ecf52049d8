package theoria.engine.dl4j.internal.zip;

import java.util.List;

/**
 * What configuration.json says of a network.
 *
 * @param form {@code MultiLayerNetwork} or {@code ComputationGraph}
 * @param input name of the network's input
 * @param steps in DL4J's topological order, which is that of the parameters in coefficients.bin
 * @param outputs names of the steps that are put out
 * @param remarks what was left out, one sentence each
 */
record Configuration(
        String form, String input, List<Step> steps, List<String> outputs, List<String> remarks) {
    Configuration {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        remarks = List.copyOf(remarks);
    }

    /** The steps that take the output of a step, or of the input. */
    List<Step> consumers(String name) {
        return steps.stream().filter(step -> step.inputs().contains(name)).toList();
    }
}
