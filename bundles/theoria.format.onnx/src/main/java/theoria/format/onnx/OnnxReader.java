package theoria.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;

import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.load.ModelLoader;
import theoria.format.onnx.internal.GraphReader;
import theoria.format.onnx.internal.WireProbe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads ONNX models of operator sets 1 to 21 for the operators of the internal form. The first
 * dimension of every input is the batch and is freed; final softmax nodes stay; an initialiser that
 * several nodes use is one block. MatMul and Gemm kernels are stored as {@code [out,in]}; Gemm's
 * alpha and beta are multiplied in.
 */
public final class OnnxReader implements ModelLoader {
    @Override
    public String format() {
        return "ONNX";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        return !probe.folder() && new WireProbe(probe.head()).looksLikeModel();
    }

    @Override
    public ImportedModel load(Path file) throws FormatException {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(coded);
            return new GraphReader(model).read(name);
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
            throw new FormatException("'" + name + "': " + e.getMessage(), e);
        }
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
