package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.onnx.OnnxOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Translates a parsed model: inputs, initialisers, nodes in order, outputs. The first axis of each
 * input is taken for the batch. Where a node does not allow that (it sums over that axis, say), the
 * graph is read again with its inputs as one example, all axes as they stand.
 */
public final class GraphReader {
    /** Operator set 22 is 21 with more element types. */
    private static final int NEWEST_OPSET = 22;

    private static final Map<String, NodeConverter> CONVERTERS = Converters.table();

    private final ModelProto model;
    private final FileGraph file;
    private final int opset;
    private final ExternalData external;
    private final OnnxOptions options;

    /**
     * A reader of one model.
     *
     * @throws FormatException if it has no graph or an operator set that is not known
     */
    public GraphReader(ModelProto model, ExternalData external, OnnxOptions options)
            throws FormatException {
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new FormatException("the model has no graph with nodes; expected one");
        }
        if (model.getIrVersion() < 1) {
            throw new FormatException(
                    "the model has IR version " + model.getIrVersion() + "; expected 1 or newer");
        }
        this.model = model;
        this.opset = opset(model);
        this.file = new FileGraph(model.getGraph(), opset);
        this.external = external;
        boolean own = model.getProducerName().equals(Notes.PRODUCER);
        this.options = own ? new OnnxOptions(true, options.foldBatchNorm()) : options;
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
    public Reading read(String name) throws FormatException {
        String title = model.getGraph().getName().isBlank() ? name : model.getGraph().getName();
        for (OnnxNode node : file.nodes()) {
            if (node.proto().getOutputList().stream().anyMatch(file::live)) {
                converter(node); // what is not supported is told before anything else
            }
        }
        List<ValueInfoProto> inputs = file.inputs();
        if (inputs.isEmpty()) {
            throw new FormatException("the graph has no input; expected at least one");
        }
        if (file.outputs().isEmpty()) {
            throw new FormatException("the graph has no output; expected at least one");
        }
        try {
            return read(title, new Conversion.Batch(1, fixedBatch(inputs)));
        } catch (FormatException first) {
            if (inputs.stream().anyMatch(input -> !fixed(input))) {
                throw first;
            }
            return readAsOneExample(title, first);
        }
    }

    private Reading readAsOneExample(String title, FormatException first) throws FormatException {
        try {
            return read(title, new Conversion.Batch(0, 0));
        } catch (FormatException second) {
            first.addSuppressed(second);
            throw first;
        }
    }

    private Reading read(String title, Conversion.Batch batch) throws FormatException {
        NetworkGraph.Builder builder = NetworkGraph.builder(title);
        TensorReader tensors = new TensorReader(external);
        Conversion conversion = new Conversion(builder, file, batch, tensors, options);
        for (ValueInfoProto input : file.inputs()) {
            conversion.input(input.getName(), shape(input, batch.axes()));
        }
        for (TensorProto tensor : file.initialisers().values()) {
            conversion.store(tensor);
            sayPrecision(tensor, conversion);
        }
        if (batch.axes() == 0) {
            conversion.remark(
                    "The first axis of the inputs is no batch to this graph, which is taken for one"
                            + " example at a time.");
        }
        convertNodes(conversion);
        List<String> outputs = new ArrayList<>();
        for (String output : file.outputs()) {
            outputs.add(conversion.output(output));
        }
        return new Reading(
                builder.build(outputs.toArray(new String[0])),
                conversion.blocks(),
                "ONNX, operator set " + opset + producer(),
                conversion.remarks());
    }

    private static void sayPrecision(TensorProto tensor, Conversion conversion) {
        if (tensor.getDataType() == TensorProto.DataType.FLOAT16_VALUE
                || tensor.getDataType() == TensorProto.DataType.BFLOAT16_VALUE) {
            conversion.remark("Weights of half precision were widened to single precision.");
        }
    }

    private static List<TensorShapeProto.Dimension> dimensions(ValueInfoProto input)
            throws FormatException {
        if (!input.getType().hasTensorType() || !input.getType().getTensorType().hasShape()) {
            throw new FormatException(
                    "input '" + input.getName() + "' has no shape; expected (batch, ...)");
        }
        return input.getType().getTensorType().getShape().getDimList();
    }

    private static boolean fixed(ValueInfoProto input) {
        return input.getType().getTensorType().getShape().getDimList().stream()
                .allMatch(dimension -> dimension.getDimValue() > 0);
    }

    /** The size of the batch that the file fixes, 0 if none. */
    private static int fixedBatch(List<ValueInfoProto> inputs) throws FormatException {
        long fixed = 0;
        for (ValueInfoProto input : inputs) {
            if (dimensions(input).isEmpty()) {
                throw new FormatException(
                        "input '" + input.getName() + "' has no axis; expected (batch, ...)");
            }
            long extent = dimensions(input).get(0).getDimValue();
            if (fixed > 0 && extent > 0 && extent != fixed) {
                throw new FormatException(
                        "input '"
                                + input.getName()
                                + "' has a first axis of "
                                + extent
                                + ", another of "
                                + fixed
                                + "; expected one size of the batch");
            }
            fixed = Math.max(fixed, extent);
        }
        return fixed <= Integer.MAX_VALUE ? (int) fixed : 0;
    }

    /** The shape without the axes of the batch, which are freed whatever they say. */
    private static Shape shape(ValueInfoProto input, int batch) throws FormatException {
        List<TensorShapeProto.Dimension> dimensions = dimensions(input);
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        for (TensorShapeProto.Dimension dimension : dimensions.subList(batch, dimensions.size())) {
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
        int skipped = 0;
        for (OnnxNode node : file.nodes()) {
            if (node.proto().getOutputList().stream().noneMatch(file::live)) {
                skipped++;
            } else if (!conversion.combined(node)) {
                convert(node, conversion);
            }
        }
        if (skipped > 0) {
            conversion.remark(skipped + " nodes that lead to no output were skipped.");
        }
    }

    /** Converts one node; what a malformed attribute breaks is told as a fault of the file. */
    private static void convert(OnnxNode node, Conversion conversion) throws FormatException {
        try {
            CodeRules.check(node, conversion);
            converter(node).convert(node, conversion);
            CodeRules.passOn(node, conversion);
        } catch (IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new FormatException(
                    node.where()
                            + " does not fit its inputs ("
                            + reason
                            + "); expected ones that fit",
                    e);
        }
        for (int i = 0; i < node.proto().getOutputCount(); i++) {
            String output = node.proto().getOutput(i);
            if (conversion.file().live(output) && !conversion.known(output)) {
                throw node.refuse(
                        "has its output '" + output + "' used",
                        "its output number " + i + " unused");
            }
        }
    }

    private static NodeConverter converter(OnnxNode node) throws FormatException {
        NodeConverter converter = CONVERTERS.get(node.operator());
        if (converter == null) {
            throw new FormatException(
                    "operator '"
                            + node.operator()
                            + "' of node '"
                            + node.name()
                            + "' is not supported; expected one of "
                            + String.join(", ", CONVERTERS.keySet()));
        }
        return converter;
    }

    private String producer() {
        String text = (model.getProducerName() + " " + model.getProducerVersion()).strip();
        return text.isEmpty() ? "" : ", by " + text.replaceAll("\\p{Cntrl}", " ");
    }
}
