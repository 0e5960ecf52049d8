package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.tensor.Precision;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates a parsed model: inputs, initialisers, nodes in order, outputs. */
public final class GraphReader {
    private static final int NEWEST_OPSET = 21;
    private static final Map<String, NodeConverter> CONVERTERS = Converters.table();

    private final ModelProto model;
    private final GraphProto graph;
    private final int opset;

    /**
     * A reader of one model.
     *
     * @throws FormatException if it has no graph or an operator set that is not known
     */
    public GraphReader(ModelProto model) throws FormatException {
        this.model = model;
        this.graph = model.getGraph();
        if (!model.hasGraph() || graph.getNodeCount() == 0) {
            throw new FormatException("the model has no graph with nodes; expected one");
        }
        if (model.getIrVersion() < 1) {
            throw new FormatException(
                    "the model has IR version " + model.getIrVersion() + "; expected 1 or newer");
        }
        this.opset = opset(model);
    }

    private static int opset(ModelProto model) throws FormatException {
        long version = 1;
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                version = set.getVersion();
            }
        }
        if (version < 1 || version > NEWEST_OPSET) {
            throw new FormatException(
                    "the model uses operator set " + version + "; expected 1 to " + NEWEST_OPSET);
        }
        return (int) version;
    }

    /**
     * The model in the internal form.
     *
     * @param name for a graph without one
     * @throws FormatException if a part is damaged or not supported, naming it
     */
    public ImportedModel read(String name) throws FormatException {
        String title = graph.getName().isBlank() ? name : graph.getName();
        Map<String, TensorProto> initialisers = initialisers();
        List<ValueInfoProto> inputs =
                graph.getInputList().stream()
                        .filter(input -> !initialisers.containsKey(input.getName()))
                        .toList();
        if (inputs.isEmpty()) {
            throw new FormatException("the graph has no input; expected at least one");
        }
        NetworkGraph.Builder builder = NetworkGraph.builder(title);
        Conversion conversion = new Conversion(builder, fixedBatch(inputs.get(0)));
        for (ValueInfoProto input : inputs) {
            conversion.input(input.getName(), exampleShape(input));
        }
        for (TensorProto tensor : initialisers.values()) {
            conversion.store(tensor.getName(), TensorReader.read(tensor, true));
        }
        convertNodes(conversion);
        return finish(builder, conversion);
    }

    private Map<String, TensorProto> initialisers() throws FormatException {
        Map<String, TensorProto> initialisers = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (initialisers.put(tensor.getName(), tensor) != null) {
                throw new FormatException(
                        "initialiser '" + tensor.getName() + "' is given twice; expected it once");
            }
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new FormatException("the graph has sparse initialisers; expected dense ones");
        }
        return initialisers;
    }

    private static List<TensorShapeProto.Dimension> dimensions(ValueInfoProto input)
            throws FormatException {
        if (!input.getType().getTensorType().hasShape()
                || input.getType().getTensorType().getShape().getDimCount() == 0) {
            throw new FormatException(
                    "input '" + input.getName() + "' has no shape; expected (batch, ...)");
        }
        return input.getType().getTensorType().getShape().getDimList();
    }

    private static int fixedBatch(ValueInfoProto input) throws FormatException {
        long batch = dimensions(input).get(0).getDimValue();
        return batch > 0 && batch <= Integer.MAX_VALUE ? (int) batch : 0;
    }

    /** The shape without its first dimension, the batch, which is freed whatever it says. */
    private static Shape exampleShape(ValueInfoProto input) throws FormatException {
        List<TensorShapeProto.Dimension> dimensions = dimensions(input);
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        for (TensorShapeProto.Dimension dimension : dimensions.subList(1, dimensions.size())) {
            long extent = dimension.getDimValue();
            size = extent <= 0 || extent > Integer.MAX_VALUE ? 0 : size * extent;
            if (size < 1 || size > Integer.MAX_VALUE) {
                String found = dimension.hasDimParam() ? dimension.getDimParam() : extent + "";
                throw new FormatException(
                        "input '"
                                + input.getName()
                                + "' has the extent '"
                                + found
                                + "' besides the batch; expected a positive number");
            }
            extents.add((int) extent);
        }
        return Shape.of(extents);
    }

    private void convertNodes(Conversion conversion) throws FormatException {
        Set<String> live = liveNames();
        int skipped = 0;
        for (NodeProto proto : graph.getNodeList()) {
            OnnxNode node = OnnxNode.of(proto, opset);
            if (proto.getOutputList().stream().noneMatch(live::contains)) {
                skipped++;
                continue;
            }
            NodeConverter converter = CONVERTERS.get(proto.getOpType());
            boolean ours = proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
            if (converter == null || !ours) {
                String domain = ours ? "" : proto.getDomain() + "::";
                throw new FormatException(
                        "operator '"
                                + domain
                                + proto.getOpType()
                                + "' of node '"
                                + node.name()
                                + "' is not supported; expected one of "
                                + String.join(", ", CONVERTERS.keySet()));
            }
            converter.convert(node, conversion);
        }
        if (skipped > 0) {
            conversion.remarks().add(skipped + " nodes that lead to no output were skipped.");
        }
    }

    /** Names on which an output depends. */
    private Set<String> liveNames() throws FormatException {
        Map<String, NodeProto> producers = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            for (String output : node.getOutputList()) {
                if (!output.isEmpty() && producers.put(output, node) != null) {
                    throw new FormatException(
                            "two nodes put out '" + output + "'; expected each name once");
                }
            }
        }
        Set<String> live = new HashSet<>();
        List<String> open = new ArrayList<>();
        graph.getOutputList().forEach(output -> open.add(output.getName()));
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            NodeProto producer = producers.get(name);
            if (live.add(name) && producer != null) {
                open.addAll(producer.getInputList());
            }
        }
        return live;
    }

    private ImportedModel finish(NetworkGraph.Builder builder, Conversion conversion)
            throws FormatException {
        if (graph.getOutputCount() == 0) {
            throw new FormatException("the graph has no output; expected at least one");
        }
        List<String> outputs = new ArrayList<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            outputs.add(conversion.output(output.getName()));
        }
        NetworkGraph network = builder.build(outputs.toArray(new String[0]));
        boolean wide =
                conversion.blocks().values().stream()
                        .anyMatch(block -> block.precision() == Precision.DOUBLE);
        Weights.Builder weights =
                Weights.builder(network, wide ? Precision.DOUBLE : Precision.FLOAT);
        long nonFinite = 0;
        for (Map.Entry<String, Tensor> block : conversion.blocks().entrySet()) {
            weights.set(block.getKey(), block.getValue());
            nonFinite += nonFinite(block.getValue());
        }
        if (nonFinite > 0) {
            conversion.remarks().add(nonFinite + " weights are NaN or infinite.");
        }
        return new ImportedModel(
                network,
                weights.build(),
                InputContract.IDENTITY,
                "ONNX, operator set " + opset + producer(),
                conversion.remarks());
    }

    private static long nonFinite(Tensor tensor) {
        long count = 0;
        for (int i = 0; i < tensor.size(); i++) {
            count += Double.isFinite(tensor.get(i)) ? 0 : 1;
        }
        return count;
    }

    private String producer() {
        String text = (model.getProducerName() + " " + model.getProducerVersion()).strip();
        return text.isEmpty() ? "" : ", by " + text.replaceAll("\\p{Cntrl}", " ");
    }
}
