package theoria.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.onnx.internal.ExternalData;
import theoria.format.onnx.internal.GraphReader;
import theoria.format.onnx.internal.Reading;
import theoria.format.onnx.internal.WireProbe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads ONNX models of operator sets 1 to 22 for the operators of feed-forward networks.
 *
 * <ul>
 *   <li>The first dimension of every input is the batch and is freed. A graph to which it is no
 *       batch (one that sums over it, say) is read as one example, and the remarks say so.
 *   <li>What depends on shapes and stored tensors only is worked out at load. An initialiser is a
 *       trainable block under its own name, also if it is reshaped, transposed or dequantised on
 *       its way; one that several nodes use is one block. MatMul and Gemm kernels are stored as
 *       {@code [out,in]}; Gemm's alpha and beta are multiplied in.
 *   <li>Final softmax nodes stay.
 *   <li>Weights of half precision are widened; quantised ones are taken as the numbers they stand
 *       for. Quantised activations are real numbers clipped to the range of their type; see {@link
 *       OnnxOptions}.
 *   <li>Weights may lie in other files of the model's folder.
 * </ul>
 */
public final class OnnxReader implements ModelLoader {
    private static final String ROUND = "round";
    private static final String FOLD = "fold-batch-norm";

    private final OnnxOptions options;

    /** Reads networks as they are written. */
    public OnnxReader() {
        this(OnnxOptions.DEFAULT);
    }

    /** Reads networks as the options say. */
    public OnnxReader(OnnxOptions options) {
        this.options = options;
    }

    @Override
    public String format() {
        return "ONNX";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        return !probe.folder() && new WireProbe(probe.head()).looksLikeModel();
    }

    @Override
    public List<String> ways() {
        return List.of(ROUND, FOLD);
    }

    /** The ways are those of {@link OnnxOptions}: {@code round} and {@code fold-batch-norm}. */
    @Override
    public ImportedModel load(Path file, Set<String> ways) throws FormatException {
        ModelLoader.requireKnown(this, ways);
        OnnxOptions wanted = new OnnxOptions(ways.contains(ROUND), ways.contains(FOLD));
        return ways.isEmpty() ? load(file) : new OnnxReader(wanted).load(file);
    }

    @Override
    public ImportedModel load(Path file) throws FormatException {
        String name = String.valueOf(file.getFileName());
        try {
            // the file's bytes are given up between the two steps, so as not to hold three copies
            return read(file, name).finish();
        } catch (InvalidProtocolBufferException e) {
            throw new FormatException(
                    "'"
                            + name
                            + "' is no intact ONNX file ("
                            + fault(e)
                            + "); expected a protobuf ModelProto",
                    e);
        } catch (IOException e) {
            throw new FormatException(
                    "'"
                            + name
                            + "' cannot be read: "
                            + e.getMessage()
                            + "; expected a readable file",
                    e);
        } catch (FormatException e) {
            String sentence = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
            throw new FormatException("'" + name + "': " + sentence, e);
        }
    }

    private Reading read(Path file, String name) throws IOException, FormatException {
        if (Files.size(file) > Integer.MAX_VALUE - Long.BYTES) {
            throw new FormatException(
                    "the file is larger than 2 GiB; expected such weights in files beside it");
        }
        Path folder = file.toAbsolutePath().getParent();
        ExternalData external = ExternalData.in(folder == null ? file.toAbsolutePath() : folder);
        return new GraphReader(parse(file), external, options).read(name);
    }

    /** The message, whose tensors are views of the file's bytes. */
    private static ModelProto parse(Path file) throws IOException {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
        CodedInputStream coded = bytes.newCodedInput();
        coded.enableAliasing(true);
        return ModelProto.parseFrom(coded);
    }

    /** What is wrong, in the words of a file's reader; the library's speak to programmers. */
    private static String fault(InvalidProtocolBufferException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("ended unexpectedly")) {
            return "it is cut short, or a length in it is wrong";
        }
        if (message.contains("levels of nesting")) {
            return "it is nested too deeply";
        }
        int end = message.indexOf(". ");
        return (end < 0 ? message : message.substring(0, end)).replaceFirst("\\.$", "");
    }
}
