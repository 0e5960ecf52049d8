package theoria.format.data;

import theoria.core.model.data.Dataset;
import theoria.core.model.data.Examples;
import theoria.core.model.data.InMemoryExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FileProbe;
import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;
import theoria.format.data.internal.PictureFile;
import theoria.format.data.internal.PictureFolder;
import theoria.format.data.internal.PictureFolder.Entry;
import theoria.format.data.internal.PictureOptions;
import theoria.format.data.internal.Pixels;
import theoria.format.data.internal.Splits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * PNG and JPEG pictures: a folder with a sub-folder for each class (also below {@code train} and
 * {@code test}), a folder of pictures without classes, or one picture. Numbers are bytes 0 to 255,
 * (channels, height, width). Options: {@code size=224} or {@code size=HEIGHTxWIDTH}, {@code
 * channels=rgb|bgr|grey}; without them the pictures stay as they are and must be of one size.
 */
public final class ImageFolderLoader implements DatasetLoader {
    @Override
    public String format() {
        return "PNG or JPEG pictures";
    }

    @Override
    public boolean recognises(FileProbe probe) {
        if (!probe.folder()) {
            return PictureFile.format(probe.head()).isPresent();
        }
        try {
            return PictureFolder.holdsPictures(probe.path());
        } catch (FormatException e) {
            return false; // a folder that cannot be listed is nothing we know
        }
    }

    @Override
    public Dataset load(Path path, Map<String, String> options) throws FormatException {
        PictureOptions wanted = PictureOptions.of(options);
        PictureFolder folder = PictureFolder.of(path);
        List<String> remarks = new ArrayList<>(folder.remarks());
        Map<Split, Examples> splits = new EnumMap<>(Split.class);
        String name = Splits.name(path);
        Shape shape = shape(folder, wanted, remarks);
        for (Map.Entry<Split, List<Entry>> split : folder.splits().entrySet()) {
            String title = name + " " + split.getKey().word();
            splits.put(split.getKey(), examples(title, split.getValue(), folder, wanted, shape));
        }
        return new Dataset(name, splits, path.toAbsolutePath().normalize().toString(), remarks);
    }

    /** Of all pictures, from the first one and what is wanted. */
    private static Shape shape(PictureFolder folder, PictureOptions wanted, List<String> remarks)
            throws FormatException {
        Path file = folder.first();
        Pixels stored = PictureFile.read(file);
        Pixels first = wanted.apply(stored);
        if (stored.height() != first.height() || stored.width() != first.width()) {
            remarks.add(
                    "The pictures are resized to "
                            + first.height()
                            + "x"
                            + first.width()
                            + ", bilinear, proportions not kept.");
        }
        return Shape.of(first.channels(), first.height(), first.width());
    }

    private static Examples examples(
            String title,
            List<Entry> entries,
            PictureFolder folder,
            PictureOptions wanted,
            Shape shape)
            throws FormatException {
        long total = (long) entries.size() * shape.size();
        if (total > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    title
                            + " holds "
                            + entries.size()
                            + " pictures of "
                            + shape
                            + "; expected at most "
                            + Integer.MAX_VALUE / shape.size()
                            + " of this size (choose a smaller one by ?size=)");
        }
        byte[] values = new byte[(int) total];
        int[] labels = new int[entries.size()];
        for (int i = 0; i < labels.length; i++) {
            Entry entry = entries.get(i);
            Pixels picture = wanted.apply(PictureFile.read(entry.file()));
            require(picture, shape, entry.file(), folder.first());
            System.arraycopy(picture.values(), 0, values, i * shape.size(), shape.size());
            labels[i] = entry.label();
        }
        return InMemoryExamples.ofBytes(title, shape, values, labels, folder.classNames());
    }

    private static void require(Pixels picture, Shape shape, Path file, Path first)
            throws FormatException {
        Shape own = Shape.of(picture.channels(), picture.height(), picture.width());
        if (!own.equals(shape)) {
            throw new FormatException(
                    "'"
                            + file
                            + "' is a picture of "
                            + own
                            + " where '"
                            + first.getFileName()
                            + "' is of "
                            + shape
                            + "; expected one shape (choose it by ?size=224 or ?channels=rgb)");
        }
    }
}
