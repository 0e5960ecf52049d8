package theoria.engine.dl4j.internal.net;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

import theoria.core.model.engine.BackwardRule;
import theoria.core.model.graph.ActivationFunction;
import theoria.core.model.graph.Operator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forward and backward passes through the vertices of a compiled graph, one at a time, so that
 * every node's output can be read and a gradient can begin at any node. All arrays of a pass lie in
 * one workspace, which learns its size in the first pass, is used again by the next, and is freed
 * by {@link #close()}. A workspace of ND4J belongs to a thread: a pass on another thread than the
 * last gets a new one.
 *
 * <p>The layers run in DL4J's training mode, in which they keep their inputs unharmed; the graph of
 * an inference network has no layer that behaves otherwise in it.
 */
final class Passes implements AutoCloseable {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final WorkspaceConfiguration CONFIGURATION =
            WorkspaceConfiguration.builder()
                    .initialSize(0)
                    .overallocationLimit(0)
                    .policyAllocation(AllocationPolicy.STRICT)
                    .policyLearning(LearningPolicy.FIRST_LOOP)
                    .policyReset(ResetPolicy.BLOCK_LEFT)
                    .policySpill(SpillPolicy.REALLOCATE)
                    .build();

    private final CompiledGraph compiled;
    private final @Nullable INDArray[] outputs;
    private LayerWorkspaceMgr manager = LayerWorkspaceMgr.noWorkspaces();
    private String id = "";
    private @Nullable MemoryWorkspace workspace;
    private @Nullable Thread owner;

    Passes(CompiledGraph compiled) {
        this.compiled = compiled;
        this.outputs = new INDArray[compiled.steps().size()];
    }

    /** Opens the workspace; arrays made until it is closed are lost then. */
    MemoryWorkspace open() {
        NativeSetup.enter();
        if (owner != Thread.currentThread()) {
            close();
            owner = Thread.currentThread();
            id = "theoria-" + COUNT.incrementAndGet();
            manager = LayerWorkspaceMgr.builder().defaultWorkspace(id, CONFIGURATION).build();
        }
        MemoryWorkspace opened =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, id);
        workspace = opened;
        return opened;
    }

    /**
     * Computes the nodes up to a position. To be called with the workspace open.
     *
     * @param input of the network
     * @param masks of the dropout nodes by position, empty in inference
     * @param last position
     */
    void forward(INDArray input, Map<Integer, INDArray> masks, int last) {
        for (int i = 0; i <= last; i++) {
            CompiledGraph.Step step = compiled.steps().get(i);
            switch (step.kind()) {
                case INPUT:
                    outputs[i] = input;
                    break;
                case SAME:
                    outputs[i] = output(step.inputs().get(0));
                    break;
                default:
                    outputs[i] = compute(i, step.inputs(), masks.get(i));
            }
        }
    }

    private INDArray compute(int position, List<Integer> inputs, @Nullable INDArray mask) {
        GraphVertex vertex = compiled.vertex(position);
        int count = 0;
        for (int input : inputs) {
            vertex.setInput(count++, output(input), manager);
        }
        if (mask != null) {
            vertex.setInput(count, mask, manager);
        }
        return vertex.doForward(true, manager);
    }

    /** Output of a node of the last forward pass. */
    INDArray output(int position) {
        return Objects.requireNonNull(outputs[position], "no output");
    }

    /**
     * Goes back from a node; the gradients of the layers are then in the compiled graph.
     *
     * @param from position of the node
     * @param cotangent gradient in its output
     * @param rule for ReLU
     * @return the gradient in the network's input, null if it does not reach it
     */
    @Nullable INDArray backward(int from, INDArray cotangent, BackwardRule rule) {
        return backward(from, cotangent, rule, Map.of());
    }

    /**
     * Goes back from a node as far as parameters need it.
     *
     * @param ends the convolutions of the network's input, by position; the gradient ends there
     */
    void backward(int from, INDArray cotangent, Map<Integer, KernelGradient> ends) {
        backward(from, cotangent, BackwardRule.PLAIN, ends);
    }

    private @Nullable INDArray backward(
            int from, INDArray cotangent, BackwardRule rule, Map<Integer, KernelGradient> ends) {
        compiled.clearGradients();
        @Nullable INDArray[] gradients = new INDArray[from + 1];
        gradients[from] = cotangent;
        @Nullable INDArray atInput = null;
        for (int i = from; i >= 0; i--) {
            @Nullable INDArray gradient = gradients[i];
            if (gradient == null) {
                continue;
            }
            CompiledGraph.Step step = compiled.steps().get(i);
            KernelGradient end = ends.get(i);
            if (end != null) {
                end.compute(output(step.inputs().get(0)), gradient);
                continue;
            }
            switch (step.kind()) {
                case INPUT:
                    atInput = gradient;
                    break;
                case SAME:
                    add(gradients, step.inputs().get(0), gradient);
                    break;
                default:
                    INDArray[] parts = through(i, step, gradient, rule);
                    for (int j = 0; j < step.inputs().size(); j++) {
                        add(gradients, step.inputs().get(j), parts[j]);
                    }
            }
        }
        return atInput;
    }

    private static void add(@Nullable INDArray[] gradients, int position, INDArray part) {
        @Nullable INDArray before = gradients[position];
        gradients[position] = before == null ? part : before.add(part);
    }

    private INDArray[] through(
            int position, CompiledGraph.Step step, INDArray gradient, BackwardRule rule) {
        INDArray passed = gradient;
        if (rule != BackwardRule.PLAIN && rectifies(step.node().operator())) {
            passed = Transforms.relu(gradient, true);
            if (rule == BackwardRule.DECONVOLUTION) {
                return new INDArray[] {passed};
            }
        }
        GraphVertex vertex = compiled.vertex(position);
        vertex.setEpsilon(passed);
        Pair<Gradient, INDArray[]> result = vertex.doBackward(false, manager);
        return result.getSecond();
    }

    private static boolean rectifies(Operator operator) {
        return operator instanceof Operator.Activation
                && ((Operator.Activation) operator).function() == ActivationFunction.RELU;
    }

    /** Frees the workspace. */
    @Override
    public void close() {
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = null;
            if (compiled.steps().get(i).kind() == CompiledGraph.Kind.VERTEX) {
                compiled.vertex(i).clear();
            }
        }
        MemoryWorkspace used = workspace;
        if (used != null) {
            if (owner == Thread.currentThread()) {
                Nd4j.getWorkspaceManager().destroyWorkspace(used);
            } else {
                used.destroyWorkspace(true); // its emptied shell stays in the other thread's map
            }
            workspace = null;
        }
    }
}
