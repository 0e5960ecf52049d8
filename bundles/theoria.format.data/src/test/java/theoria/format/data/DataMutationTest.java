package theoria.format.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.core.model.tensor.Shape;
import theoria.testkit.Mutants;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import javax.imageio.ImageIO;

/** Ten thousand damaged files of each form load or are refused in one sentence. */
class DataMutationTest {
    private static final int TRIES = 10_000;

    @TempDir Path folder;

    private interface Damage {
        byte[] mutant(Mutants mutants) throws IOException;
    }

    /** Damages a file again and again; some copies load, some do not. */
    private void damage(DatasetLoader loader, String name, long seed, Damage damage)
            throws IOException, FormatException {
        Mutants mutants = new Mutants(seed);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Path file = Mutants.write(folder.resolve(name), damage.mutant(mutants));
            if (loader.recognises(FileProbe.of(file)) || i % 4 == 0) {
                loaded += loads(loader, file) ? 1 : 0;
            }
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    private static boolean loads(DatasetLoader loader, Path file) {
        return Mutants.loads(
                file,
                FormatException.class,
                () -> {
                    Dataset data = loader.load(file, Map.of());
                    for (Examples examples : data.splits().values()) {
                        int count = Math.min(2, examples.size());
                        assertThat(examples.read(0, count).labels()).hasSize(count);
                    }
                });
    }

    /** Three images of two bytes by two. */
    private static byte[] idx() {
        ByteBuffer bytes = ByteBuffer.allocate(28).putInt(0x0803).putInt(3).putInt(2).putInt(2);
        for (byte i = 0; i < 12; i++) {
            bytes.put(i);
        }
        return bytes.array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void damagedIdx() throws Exception {
        byte[] intact = idx();
        damage(new IdxLoader(), "mutant-images-idx3-ubyte", 1, mutants -> mutants.of(intact));
    }

    @Test
    void damagedZippedIdx() throws Exception {
        byte[] intact = zipped(idx());
        byte[] plain = idx();
        damage(
                new IdxLoader(),
                "mutant-images-idx3-ubyte.gz",
                2,
                mutants -> mutants.choice(2) == 0 ? mutants.of(intact) : zipped(mutants.of(plain)));
    }

    @Test
    void damagedLabels() throws Exception {
        Mutants.write(folder.resolve("mutant-images-idx3-ubyte"), idx());
        byte[] intact = {0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 2};
        Mutants mutants = new Mutants(3);
        int loaded = 0;
        for (int i = 0; i < TRIES; i++) {
            Mutants.write(folder.resolve("mutant-labels-idx1-ubyte"), mutants.of(intact));
            try {
                new IdxLoader().load(folder.resolve("mutant-images-idx3-ubyte"), Map.of());
                loaded++;
            } catch (FormatException e) {
                Mutants.requireSentence(Path.of("mutant"), e.getMessage());
            }
        }
        assertThat(loaded).isBetween(1, TRIES - 1);
    }

    @Test
    void damagedNpz() throws Exception {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x", NpyArray.of(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
        arrays.put("y", NpyArray.of(Shape.of(2), new long[] {1, 0}));
        arrays.put("x_test", NpyArray.of(Shape.of(1, 3), new float[] {7, 8, 9}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpzFile.write(out, arrays);
        byte[] intact = out.toByteArray();
        damage(new NpzLoader(), "mutant.npz", 4, mutants -> mutants.of(intact));
    }

    @Test
    void damagedCifar() throws Exception {
        byte[] intact = new byte[2 * 3073];
        Arrays.fill(intact, (byte) 7);
        damage(
                new CifarLoader(),
                "mutant_batch.bin",
                5,
                mutants -> {
                    byte[] bytes = intact.clone();
                    bytes[3073 * mutants.choice(2)] = (byte) mutants.choice(12);
                    return mutants.choice(2) == 0 ? bytes : mutants.of(bytes);
                });
    }

    @Test
    void damagedCsv() throws Exception {
        byte[] intact =
                "width,height,kind\n1.5,2,\"a, or b\"\n-3e2,4,c\n5,NaN,c\n"
                        .getBytes(StandardCharsets.UTF_8);
        damage(new CsvLoader(), "mutant.csv", 6, mutants -> mutants.ofText(intact));
    }

    private static byte[] picture(String format) throws IOException {
        BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 30; i++) {
            image.setRGB(i % 6, i / 6, 0x081020 * i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    @Test
    void damagedPng() throws Exception {
        byte[] intact = picture("png");
        damage(new ImageFolderLoader(), "mutant.png", 7, mutants -> mutants.of(intact));
    }

    @Test
    void damagedJpeg() throws Exception {
        byte[] intact = picture("jpeg");
        damage(new ImageFolderLoader(), "mutant.jpg", 8, mutants -> mutants.of(intact));
    }
}
