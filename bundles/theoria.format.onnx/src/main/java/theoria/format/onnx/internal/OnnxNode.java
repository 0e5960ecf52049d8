package theoria.format.onnx.internal;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import theoria.core.model.load.FormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node of the file with typed access to its attributes.
 *
 * @param proto the node
 * @param name its own, or that of its first output
 * @param opset version of the default operator set
 */
record OnnxNode(NodeProto proto, String name, int opset) {
    static OnnxNode of(NodeProto proto, int opset) {
        boolean named = !proto.getName().isEmpty() || proto.getOutputCount() == 0;
        return new OnnxNode(proto, named ? proto.getName() : proto.getOutput(0), opset);
    }

    /** The operator with its domain, except the default one. */
    String operator() {
        boolean ours = proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
        return ours ? proto.getOpType() : proto.getDomain() + "::" + proto.getOpType();
    }

    /** "Conv 'conv1'", for sentences. */
    String where() {
        return operator() + " '" + name + "'";
    }

    /** Name of an input, if it is there and not left out. */
    Optional<String> input(int index) {
        return index < proto.getInputCount() && !proto.getInput(index).isEmpty()
                ? Optional.of(proto.getInput(index))
                : Optional.empty();
    }

    String requireInput(int index) throws FormatException {
        return input(index)
                .orElseThrow(
                        () ->
                                new FormatException(
                                        where() + " lacks input " + index + "; expected a tensor"));
    }

    /** Name of an output, if it is there and not left out. */
    Optional<String> output(int index) {
        return index < proto.getOutputCount() && !proto.getOutput(index).isEmpty()
                ? Optional.of(proto.getOutput(index))
                : Optional.empty();
    }

    Optional<AttributeProto> attribute(String key) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(key))
                .findFirst();
    }

    boolean has(String key) {
        return attribute(key).isPresent();
    }

    int integer(String key, int otherwise) throws FormatException {
        long value = attribute(key).map(AttributeProto::getI).orElse((long) otherwise);
        if (value != (int) value) {
            throw new FormatException(
                    where() + " has " + key + " = " + value + "; expected a number within 32 bits");
        }
        return (int) value;
    }

    double real(String key, double otherwise) throws FormatException {
        return exact(key, attribute(key).map(a -> (double) a.getF()).orElse(otherwise));
    }

    /** What our writer noted of the node under a key. */
    Optional<String> note(String key) {
        return proto.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(entry -> entry.getValue())
                .findFirst();
    }

    /** The number behind one that the file holds in single precision, if it was noted. */
    double exact(String key, double rounded) throws FormatException {
        Optional<String> noted = note(Notes.exact(key));
        if (noted.isEmpty()) {
            return rounded;
        }
        try {
            double number = Double.parseDouble(noted.get());
            return (float) number == (float) rounded ? number : rounded;
        } catch (NumberFormatException e) {
            throw new FormatException(
                    where() + " has the note '" + noted.get() + "'; expected a number", e);
        }
    }

    String word(String key, String otherwise) {
        return attribute(key).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
    }

    /** A list of whole numbers, those beyond 32 bits made the nearest within; else the default. */
    List<Integer> bounds(String key, List<Integer> otherwise) {
        Optional<AttributeProto> attribute = attribute(key);
        if (attribute.isEmpty()) {
            return otherwise;
        }
        List<Integer> numbers = new ArrayList<>();
        for (long value : attribute.get().getIntsList()) {
            long most = Integer.MAX_VALUE;
            numbers.add((int) Math.max(-most, Math.min(value, most)));
        }
        return numbers;
    }

    /** A list of whole numbers; the default if the attribute is not there. */
    List<Integer> integers(String key, List<Integer> otherwise) throws FormatException {
        Optional<AttributeProto> attribute = attribute(key);
        if (attribute.isEmpty()) {
            return otherwise;
        }
        for (long value : attribute.get().getIntsList()) {
            if (value != (int) value) {
                throw new FormatException(
                        where()
                                + " has "
                                + value
                                + " in "
                                + key
                                + "; expected numbers within 32 bits");
            }
        }
        return attribute.get().getIntsList().stream().map(Long::intValue).toList();
    }

    /** Whole numbers that newer operator sets take as a stored input and older as an attribute. */
    List<Integer> integers(String key, int input, Conversion conversion, List<Integer> otherwise)
            throws FormatException {
        if (input(input).isEmpty()) {
            return integers(key, otherwise);
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number : conversion.requireStored(this, input).ints(where() + ": " + key)) {
            numbers.add(number);
        }
        return numbers;
    }

    FormatException refuse(String found, String expected) {
        return new FormatException(where() + " " + found + "; expected " + expected);
    }
}
