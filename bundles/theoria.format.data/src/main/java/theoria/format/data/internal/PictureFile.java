package theoria.format.data.internal;

import theoria.core.model.load.FormatException;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * A PNG or JPEG file as the numbers 0 to 255 that are stored in it, colour planes one after the
 * other: red, green, blue, or grey alone. Colour profiles, gamma, transparency and the orientation
 * a camera noted are not applied; 16 bits are brought to 8.
 */
public final class PictureFile {
    /** 100 million pixels, 300 MB of colours. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final int HEAD = 8;

    /** What the decoder says of a picture of which a part is missing or wrong. */
    private static final Pattern DAMAGE = Pattern.compile("(?i).*(corrupt|premature|truncated).*");

    private PictureFile() {}

    /**
     * The format of a file that begins so: png, jpeg, or none.
     *
     * @param head its first bytes
     */
    public static Optional<String> format(byte[] head) {
        if (head.length >= 4 && head[0] == (byte) 0x89 && head[1] == 'P' && head[2] == 'N') {
            return Optional.of("png");
        }
        boolean jpeg =
                head.length >= 3
                        && head[0] == (byte) 0xff
                        && head[1] == (byte) 0xd8
                        && head[2] == (byte) 0xff;
        return jpeg ? Optional.of("jpeg") : Optional.empty();
    }

    /** The format of a file, by its first bytes. */
    public static Optional<String> format(Path file) throws FormatException {
        try (InputStream in = Files.newInputStream(file)) {
            return format(in.readNBytes(HEAD));
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Decodes a file.
     *
     * @throws FormatException if it is no picture, is damaged or has over 100 million pixels
     */
    public static Pixels read(Path file) throws FormatException {
        String format =
                format(file)
                        .orElseThrow(
                                () ->
                                        new FormatException(
                                                "'"
                                                        + file
                                                        + "' is no picture; expected PNG or JPEG"));
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            return read(file, reader, in);
        } catch (IOException | RuntimeException e) { // the decoder throws both on broken files
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    private static Pixels read(Path file, ImageReader reader, FileImageInputStream in)
            throws IOException, FormatException {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new FormatException(
                    "'"
                            + file
                            + "' has "
                            + reader.getWidth(0)
                            + " x "
                            + reader.getHeight(0)
                            + " pixels; expected at most "
                            + MOST_PIXELS
                            + " in all");
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            if (DAMAGE.matcher(warning).matches()) {
                throw new FormatException(
                        "'" + file + "' is damaged (" + warning + "); expected a whole picture");
            }
        }
        return pixels(image);
    }

    private static FormatException unreadable(Path file, String why, Exception e) {
        return new FormatException(
                "'" + file + "' cannot be decoded: " + why + "; expected a whole PNG or JPEG file",
                e);
    }

    private static Pixels pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getColorModel() instanceof ComponentColorModel) {
            Raster raster = image.getRaster();
            int channels = raster.getNumBands() < 3 ? 1 : 3; // what is left over is transparency
            byte[] values = new byte[channels * width * height];
            int bits = image.getColorModel().getComponentSize(0);
            int[] line = new int[width];
            for (int c = 0; c < channels; c++) {
                for (int y = 0; y < height; y++) {
                    raster.getSamples(0, y, width, 1, c, line);
                    for (int x = 0; x < width; x++) {
                        values[(c * height + y) * width + x] = (byte) eight(line[x], bits);
                    }
                }
            }
            return new Pixels(channels, height, width, values);
        }
        return indexed(image, width, height);
    }

    private static int eight(int sample, int bits) {
        int largest = (1 << bits) - 1;
        return bits == 8 ? sample : (int) ((2L * 255 * sample + largest) / (2L * largest));
    }

    /** A picture of a palette: grey if all its colours are. */
    private static Pixels indexed(BufferedImage image, int width, int height) {
        int[] colours = image.getRGB(0, 0, width, height, null, 0, width);
        boolean grey = true;
        for (int colour : colours) {
            grey &=
                    (colour >> 16 & 0xff) == (colour & 0xff)
                            && (colour >> 8 & 0xff) == (colour & 0xff);
        }
        int channels = grey ? 1 : 3;
        byte[] values = new byte[channels * colours.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < colours.length; i++) {
                values[c * colours.length + i] = (byte) (colours[i] >> 16 - 8 * c);
            }
        }
        return new Pixels(channels, height, width, values);
    }
}
