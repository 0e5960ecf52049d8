package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real file of each kind is dropped on the list of models and opened. */
final class Drops {
    /** File, what its format is called, and what the model is to be called. */
    private static final List<List<String>> FILES =
            List.of(
                    List.of("golden/models/lenet-mnist.onnx", "ONNX", "onnx"),
                    List.of("data/keras/golden/activations/ELU_0_model.h5", "Keras", "h5"),
                    List.of("data/keras/v3/mnist-mlp.keras", "Keras", "keras"),
                    List.of("data/tfjs/teachablemachine-image-model.zip", "TensorFlow.js", "tfjs"),
                    List.of("data/tf/lenet_frozen.pb", "TensorFlow", "tf"),
                    List.of(
                            "data/dl4j/regression/050/050_ModelSerializer_Regression_MLP_1.zip",
                            "DL4J",
                            "dl4j"),
                    List.of("data/pytorch/resnet20-12fca82f.th", "PyTorch", "th"),
                    List.of(
                            "data/safetensors/mnist-burn.safetensors",
                            "safetensors",
                            "safetensors"),
                    List.of("golden/models/lenet-mnist.npz", "NumPy", "npz"));

    @TestFactory
    Stream<DynamicTest> aFileOfEachKindIsOpened() {
        return FILES.stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        "opens " + file.get(2),
                                        () -> drop(file.get(0), file.get(1), file.get(2))));
    }

    private static void drop(String name, String format, String kind) throws IOException {
        Path file = Path.of(System.getProperty("theoria.shared", ""), name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no shared file " + name);
        String model = "dropped-" + kind;
        Shell source = Window.on(() -> Exchange.source(file));
        Exchange.drag(Exchange.centre(source), Window.on(Exchange::models));
        Window.until("the input contract", 60, () -> FirstStart.hasText("Scale"));
        String heading = file.getFileName() + ": ";
        assertThat(Window.on(() -> heading(heading))).contains(format);
        User.write("Name", model);
        Window.screenshot(model);
        User.press("Open");
        Window.until("its home page", 60, () -> FirstStart.editor().equals(model + ":1"));
        Window.on(
                () -> {
                    source.dispose();
                    return true;
                });
    }

    /** The title of the dialog that begins so. */
    private static String heading(String start) {
        return Window.texts().stream().filter(t -> t.startsWith(start)).findFirst().orElse("");
    }
}
