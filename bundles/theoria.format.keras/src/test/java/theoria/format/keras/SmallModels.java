package theoria.format.keras;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One small image classifier in each form: 4x4x1, two filters, batch normalisation, 3 classes. */
final class SmallModels {
    static final int PARAMETERS = 2 * 4 + 2 + 2 + 2 + 18 * 3 + 3;

    static final String LAYERS =
            """
            {"class_name": "Sequential", "config": {"name": "small", "layers": [
             {"class_name": "Conv2D", "config": {"name": "conv", "filters": 2, "kernel_size": [2, 2],
              "strides": [1, 1], "padding": "valid", "activation": "relu", "use_bias": true,
              "batch_input_shape": [null, 4, 4, 1]}},
             {"class_name": "BatchNormalization", "config": {"name": "norm", "axis": -1}},
             {"class_name": "Flatten", "config": {"name": "flat"}},
             {"class_name": "Dense", "config": {"name": "dense", "units": 3, "activation": "ACTIVATION"}}
            ]}}
            """;

    private SmallModels() {}

    static String layers(String activation) {
        return LAYERS.replace("ACTIVATION", activation);
    }

    /** The tensors of each layer in Keras's order. */
    private static Map<String, Map<String, Object>> weights() {
        Map<String, Map<String, Object>> layers = new LinkedHashMap<>();
        Map<String, Object> conv = new LinkedHashMap<>();
        conv.put("kernel", new float[][][][] {{{{1, 2}}, {{3, 4}}}, {{{5, 6}}, {{7, 8}}}});
        conv.put("bias", new float[] {-1, 0.5f});
        layers.put("conv", conv);
        Map<String, Object> norm = new LinkedHashMap<>();
        norm.put("gamma", new float[] {1, 2});
        norm.put("beta", new float[] {0, 1});
        norm.put("moving_mean", new float[] {0.5f, 0.25f});
        norm.put("moving_variance", new float[] {4, 9});
        layers.put("norm", norm);
        Map<String, Object> dense = new LinkedHashMap<>();
        float[][] kernel = new float[18][3];
        for (int i = 0; i < 54; i++) {
            kernel[i / 3][i % 3] = (i % 7 - 3) / 8f;
        }
        dense.put("kernel", kernel);
        dense.put("bias", new float[] {0.1f, 0.2f, 0.3f});
        layers.put("dense", dense);
        return layers;
    }

    /** A file as Keras 2 writes it. */
    static byte[] hdf5(String activation, String version) {
        return written(
                file -> {
                    file.putAttribute("model_config", layers(activation));
                    file.putAttribute("keras_version", version);
                    WritableGroup root = file.putGroup("model_weights");
                    weights()
                            .forEach(
                                    (layer, tensors) -> {
                                        WritableGroup group = root.putGroup(layer);
                                        group.putAttribute(
                                                "weight_names",
                                                tensors.keySet().toArray(new String[0]));
                                        tensors.forEach(group::putDataset);
                                    });
                });
    }

    /** The weights in an archive of Keras 3. */
    static byte[] variables() {
        return written(
                file -> {
                    WritableGroup root = file.putGroup("layers");
                    weights()
                            .forEach(
                                    (layer, tensors) -> {
                                        WritableGroup vars = root.putGroup(layer).putGroup("vars");
                                        vars.putAttribute("name", layer);
                                        int number = 0;
                                        for (Object tensor : tensors.values()) {
                                            vars.putDataset(String.valueOf(number++), tensor);
                                        }
                                    });
                });
    }

    private interface Filling {
        void fill(WritableHdfFile file);
    }

    private static byte[] written(Filling filling) {
        try {
            Path path = Files.createTempFile("small", ".h5");
            try (WritableHdfFile file = HdfFile.write(path)) {
                filling.fill(file);
            }
            byte[] bytes = Files.readAllBytes(path);
            Files.delete(path);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip of these entries. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] archive(String configuration, byte[] weights, String metadata) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("metadata.json", utf8(metadata));
        entries.put("config.json", utf8(configuration));
        entries.put("model.weights.h5", weights);
        return zip(entries);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Layers and manifest of TensorFlow.js, the weights in these files. */
    static String tfjs(String activation, String... paths) {
        StringBuilder manifest = new StringBuilder();
        weights()
                .forEach(
                        (layer, tensors) ->
                                tensors.forEach(
                                        (name, tensor) ->
                                                manifest.append(manifest.isEmpty() ? "" : ",")
                                                        .append(entry(layer, name, tensor))));
        return "{\"format\": \"layers-model\", \"modelTopology\": {\"keras_version\": \"2.4.0\","
                + " \"model_config\": "
                + layers(activation)
                + "}, \"weightsManifest\": [{\"paths\": [\""
                + String.join("\", \"", paths)
                + "\"], \"weights\": ["
                + manifest
                + "]}]}";
    }

    private static String entry(String layer, String name, Object tensor) {
        return "{\"name\": \"%s/%s\", \"shape\": %s, \"dtype\": \"float32\"}"
                .formatted(layer, name, shape(tensor));
    }

    private static String shape(Object tensor) {
        StringBuilder shape = new StringBuilder("[");
        Object inner = tensor;
        while (inner.getClass().isArray()) {
            shape.append(shape.length() > 1 ? ", " : "")
                    .append(java.lang.reflect.Array.getLength(inner));
            inner = java.lang.reflect.Array.get(inner, 0);
        }
        return shape.append("]").toString();
    }

    /** The weights as one row of numbers. */
    static byte[] row() {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
        weights().values().forEach(tensors -> tensors.values().forEach(t -> put(t, bytes)));
        byte[] row = new byte[bytes.position()];
        bytes.flip().get(row);
        return row;
    }

    private static void put(Object tensor, ByteBuffer bytes) {
        if (tensor instanceof Float number) {
            bytes.putFloat(number);
            return;
        }
        for (int i = 0; i < java.lang.reflect.Array.getLength(tensor); i++) {
            put(java.lang.reflect.Array.get(tensor, i), bytes);
        }
    }
}
