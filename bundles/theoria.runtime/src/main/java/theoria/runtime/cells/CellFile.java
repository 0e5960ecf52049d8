package theoria.runtime.cells;

import org.jspecify.annotations.Nullable;

import theoria.core.study.CellCache;
import theoria.runtime.cells.CellRecord.Place;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The cells of one landscape in an append-only file. Read once, when it is opened; each cell goes
 * to the file as it comes, by one call of the system, so that those of a process that is killed
 * stay. Several processes may append: records that met are recognised by their checksums and lost.
 */
final class CellFile implements CellCache, AutoCloseable {
    private final Path file;
    private final CellRecord form;
    private final long largest;
    private final Consumer<IOException> fails;
    private final Map<Place, double[]> known = new HashMap<>();
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private @Nullable OutputStream out;
    private long length;
    private boolean open = true;

    /**
     * Reads what the file holds, if it is there.
     *
     * @param largest bytes a file may have
     * @param fails told when the file cannot be read or written, which then is given up
     */
    CellFile(Path file, CellRecord form, long largest, Consumer<IOException> fails) {
        this.file = file;
        this.form = form;
        this.largest = largest;
        this.fails = fails;
        try {
            if (Files.exists(file)) {
                read();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private synchronized void read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) largest);
        }
        length = Files.size(file);
        int at = 0;
        while (at + form.size() <= bytes.length) {
            if (form.isAt(bytes, at)) {
                known.putIfAbsent(CellRecord.place(bytes, at), form.numbers(bytes, at));
                at += form.size();
            } else {
                at++;
            }
        }
    }

    @Override
    public Optional<double[]> get(double x, double y) {
        double[] numbers = known.get(Place.of(x, y));
        (numbers == null ? missed : found).incrementAndGet();
        return Optional.ofNullable(numbers).map(double[]::clone);
    }

    /** How many cells were asked for and known. */
    int found() {
        return found.get();
    }

    /** How many cells were asked for and not known. */
    int missed() {
        return missed.get();
    }

    @Override
    public synchronized void put(double x, double y, double[] numbers) {
        if (numbers.length != form.width()) {
            throw new IllegalArgumentException(
                    numbers.length + " numbers of a cell, not " + form.width());
        }
        if (!open || length + form.size() > largest || known.containsKey(Place.of(x, y))) {
            return;
        }
        try {
            OutputStream to = out;
            if (to == null) {
                Path folder = file.toAbsolutePath().getParent();
                Files.createDirectories(Objects.requireNonNull(folder, "a file in a folder"));
                // no channel: an interrupted thread would close it for all others
                to = new FileOutputStream(file.toFile(), true);
                out = to;
            }
            to.write(form.of(x, y, numbers));
            length += form.size();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException e) {
        open = false;
        fails.accept(e);
    }

    @Override
    public synchronized void close() {
        open = false;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            fails.accept(e);
        }
    }
}
