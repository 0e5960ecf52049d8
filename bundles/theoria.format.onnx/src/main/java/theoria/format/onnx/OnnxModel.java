package theoria.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import com.google.protobuf.InvalidProtocolBufferException;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;
import theoria.format.onnx.internal.GraphMatch;
import theoria.format.onnx.internal.TensorReader;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX model as it lies in a file, of any operators: its initialisers can be looked at and made
 * inputs, its inputs can be fixed. Immutable.
 */
public final class OnnxModel {
    private final ModelProto proto;

    private OnnxModel(ModelProto proto) {
        this.proto = proto;
    }

    /**
     * The model in some bytes.
     *
     * @throws FormatException if they are no model
     */
    public static OnnxModel parse(byte[] bytes) throws FormatException {
        try {
            return new OnnxModel(ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new FormatException(
                    "the bytes are no ONNX model (" + e.getMessage() + "); expected a ModelProto",
                    e);
        }
    }

    /**
     * The initialisers of real numbers by name, in the file's order.
     *
     * @throws FormatException if one is damaged
     */
    public Map<String, Tensor> initialisers() throws FormatException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorProto tensor : proto.getGraph().getInitializerList()) {
            if (real(tensor)) {
                tensors.put(tensor.getName(), TensorReader.values(tensor));
            }
        }
        return tensors;
    }

    private static boolean real(TensorProto tensor) {
        return tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
                || tensor.getDataType() == TensorProto.DataType.DOUBLE.getNumber();
    }

    /**
     * The initialisers of another model that take the places of those of this one, if the two
     * models are the same up to the names of inner tensors, the order of nodes and the numbers of
     * initialisers.
     */
    public Optional<Map<String, String>> match(OnnxModel other) {
        GraphMatch match = new GraphMatch(proto.getGraph(), other.proto.getGraph());
        return match.matches() ? Optional.of(match.initialisers()) : Optional.empty();
    }

    /** The bytes of the same model with some initialisers made inputs, behind those it has. */
    public byte[] withInputs(Collection<String> initialisers) {
        Set<String> freed = new HashSet<>(initialisers);
        Set<String> stored = new HashSet<>();
        proto.getGraph().getInitializerList().forEach(tensor -> stored.add(tensor.getName()));
        freed.retainAll(stored);
        GraphProto.Builder graph = proto.getGraph().toBuilder().clearInitializer();
        graph.clearInput();
        for (ValueInfoProto input : proto.getGraph().getInputList()) {
            if (!freed.contains(input.getName())) {
                graph.addInput(input);
            }
        }
        for (TensorProto tensor : proto.getGraph().getInitializerList()) {
            if (freed.contains(tensor.getName())) {
                graph.addInput(info(tensor));
            } else {
                graph.addInitializer(tensor);
            }
        }
        return proto.toBuilder().setGraph(graph).build().toByteArray();
    }

    /** Names of the inputs that are no initialisers, in order. */
    public List<String> inputs() {
        Set<String> stored = new HashSet<>();
        proto.getGraph().getInitializerList().forEach(tensor -> stored.add(tensor.getName()));
        return proto.getGraph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !stored.contains(name))
                .toList();
    }

    /**
     * The bytes of the same model with some inputs made initialisers.
     *
     * @param tensors for each the bytes of a TensorProto, whose name does not count
     * @throws FormatException if some bytes are no tensor
     */
    public byte[] withFixed(Map<String, byte[]> tensors) throws FormatException {
        GraphProto.Builder graph = proto.getGraph().toBuilder().clearInput();
        for (ValueInfoProto input : proto.getGraph().getInputList()) {
            if (!tensors.containsKey(input.getName())) {
                graph.addInput(input);
            }
        }
        for (Map.Entry<String, byte[]> tensor : tensors.entrySet()) {
            graph.addInitializer(message(tensor.getValue()).toBuilder().setName(tensor.getKey()));
        }
        return proto.toBuilder().setGraph(graph).build().toByteArray();
    }

    /**
     * The numbers of a tensor that lies in a file of its own, as the test data of models do.
     *
     * @param bytes of a TensorProto
     * @throws FormatException if they are none
     */
    public static Tensor tensor(byte[] bytes) throws FormatException {
        return TensorReader.values(message(bytes));
    }

    private static TensorProto message(byte[] bytes) throws FormatException {
        try {
            return TensorProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new FormatException(
                    "the bytes are no tensor (" + e.getMessage() + "); expected a TensorProto", e);
        }
    }

    private static ValueInfoProto info(TensorProto tensor) {
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder().setElemType(tensor.getDataType());
        type.getShapeBuilder();
        for (long extent : tensor.getDimsList()) {
            type.getShapeBuilder().addDimBuilder().setDimValue(extent);
        }
        return ValueInfoProto.newBuilder()
                .setName(tensor.getName())
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
