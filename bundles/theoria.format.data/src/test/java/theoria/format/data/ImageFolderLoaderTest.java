package theoria.format.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.Split;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;
import theoria.testkit.SharedFiles;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

class ImageFolderLoaderTest {
    private static final ImageFolderLoader LOADER = new ImageFolderLoader();
    private static final String RETRIEVER = "data/imagenet/goldenretriever";

    @TempDir Path folder;

    private static Examples only(Dataset data) {
        assertThat(data.splits()).hasSize(1);
        return data.splits().values().iterator().next();
    }

    /** The tensors that DL4J's NativeImageLoader (OpenCV) made of the picture. */
    @ParameterizedTest
    @CsvSource({"224, rgb", "128, bgr"})
    void aPictureBecomesThePublishedTensor(int size, String channels) throws Exception {
        Map<String, String> options = Map.of("size", String.valueOf(size), "channels", channels);
        Dataset data = LOADER.load(SharedFiles.require(RETRIEVER + ".jpg"), options);
        Tensor inputs = only(data).read(0, 1).inputs();
        assertThat(inputs.shape()).isEqualTo(Shape.of(1, 3, size, size));
        String golden = RETRIEVER + "_" + channels + size + "_unnormalized_nchw_INDArray.bin";
        assertThat(inputs.toFloats()).isEqualTo(floats(golden, 3 * size * size));
    }

    /** The numbers at the end of an array that ND4J saved, big-endian floats. */
    private static float[] floats(String name, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(SharedFiles.require(name));
        FloatBuffer numbers =
                ByteBuffer.wrap(bytes, bytes.length - 4 * count, 4 * count).asFloatBuffer();
        float[] floats = new float[count];
        numbers.get(floats);
        return floats;
    }

    private Path write(String name, int width, int height, int type, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static final int RGB = BufferedImage.TYPE_INT_RGB;

    @Test
    void subFoldersAreClassesBelowTrainAndTest() throws Exception {
        write("set/train/dog/a.png", 4, 3, RGB, 0xff0102);
        write("set/train/cat/b.png", 4, 3, RGB, 0x000304);
        write("set/test/dog/c.png", 4, 3, RGB, 0x050607);
        Files.writeString(folder.resolve("set/train/dog/notes.txt"), "no picture");
        Path set = folder.resolve("set");
        assertThat(LOADER.recognises(FileProbe.of(set))).isTrue();
        Dataset data = LOADER.load(set, Map.of());
        Examples train = data.split(Split.TRAIN).orElseThrow();
        assertThat(train.classNames()).containsExactly("cat", "dog");
        assertThat(train.shape()).isEqualTo(Shape.of(3, 3, 4));
        assertThat(train.read(0, 2).labels()).containsExactly(0, 1);
        assertThat(train.read(1, 1).inputs().get(0)).as("red of the dog").isEqualTo(255);
        assertThat(train.read(1, 1).inputs().get(12)).as("green of the dog").isEqualTo(1);
        assertThat(data.split(Split.TEST).orElseThrow().read(0, 1).labels()).containsExactly(1);
    }

    @Test
    void picturesOfOtherSizesAreRefusedUntilASizeIsChosen() throws Exception {
        write("set/a/1.png", 4, 4, RGB, 0xffffff);
        write("set/b/2.png", 5, 4, RGB, 0xffffff);
        Path set = folder.resolve("set");
        assertThatThrownBy(() -> LOADER.load(set, Map.of()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("2.png' is a picture of 3x4x5 where '1.png' is of 3x4x4");
        Dataset data = LOADER.load(set, Map.of("size", "2x3", "channels", "grey"));
        assertThat(only(data).shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(only(data).read(0, 2).inputs().toFloats()).containsOnly(255f);
        assertThat(data.remarks()).anyMatch(r -> r.contains("resized to 2x3"));
    }

    @Test
    void greyStaysGreyAndTransparencyIsDropped() throws Exception {
        Path grey = folder.resolve("grey.png");
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 77);
        ImageIO.write(image, "png", grey.toFile());
        Tensor stored = only(LOADER.load(grey, Map.of())).read(0, 1).inputs();
        assertThat(stored.shape()).isEqualTo(Shape.of(1, 1, 2, 2));
        assertThat(stored.get(0)).as("the number in the file").isEqualTo(77);
        Path clear = write("clear.png", 2, 2, BufferedImage.TYPE_INT_ARGB, 0x40102030);
        Tensor colours = only(LOADER.load(clear, Map.of())).read(0, 1).inputs();
        assertThat(colours.shape()).isEqualTo(Shape.of(1, 3, 2, 2));
        assertThat(colours.get(0)).isEqualTo(0x10);
    }

    @Test
    void sixteenBitsBecomeEight() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65_535);
        image.getRaster().setSample(1, 0, 0, 0x8080);
        Path file = folder.resolve("deep.png");
        ImageIO.write(image, "png", file.toFile());
        Tensor stored = only(LOADER.load(file, Map.of())).read(0, 1).inputs();
        assertThat(stored.toFloats()).containsExactly(255, 128);
    }

    @ParameterizedTest
    @CsvSource({
        "size, 0, size is '0'",
        "size, 2xx3, size is '2xx3'",
        "size, 99999, size is '99999'",
        "channels, cmyk, channels is 'cmyk'",
        "crop, 1, pictures have no option 'crop'"
    })
    void wrongOptionsAreNamed(String key, String value, String message) {
        Path picture = SharedFiles.require(RETRIEVER + ".jpg");
        assertThatThrownBy(() -> LOADER.load(picture, Map.of(key, value)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    static Stream<Path> broken() throws IOException {
        Stream<Path> found = Stream.empty();
        for (String name : List.of("image", "fuzz/png", "fuzz/jpeg")) {
            try (Stream<Path> files = Files.list(SharedFiles.require("data/broken/" + name))) {
                found = Stream.concat(found, files.sorted().toList().stream());
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenPicturesAreRefusedOrWhole(Path file) throws Exception {
        loadsOrRefuses(file);
        if (file.endsWith("truncated.jpg")) {
            assertThatThrownBy(() -> LOADER.load(file, Map.of()))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("truncated.jpg");
        }
    }

    private static void loadsOrRefuses(Path file) {
        try {
            assertThat(only(LOADER.load(file, Map.of())).size()).isEqualTo(1);
        } catch (FormatException e) {
            assertThat(e.getMessage()).contains("'").contains("expected");
        }
    }

    /** 10,000 in all over a small PNG and a small JPEG. */
    @ParameterizedTest
    @CsvSource({"png", "jpg"})
    void mutatedPicturesAreRefusedOrRead(String ending) throws Exception {
        BufferedImage image = new BufferedImage(9, 7, RGB);
        Random random = new Random(5);
        for (int i = 0; i < 63; i++) {
            image.setRGB(i % 9, i / 9, random.nextInt());
        }
        Path file = folder.resolve("small." + ending);
        ImageIO.write(image, ending, file.toFile());
        byte[] valid = Files.readAllBytes(file);
        for (int round = 0; round < 5000; round++) {
            byte[] mutated = valid.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, mutated);
            loadsOrRefuses(file);
        }
    }
}
