package theoria.runtime.cells;

import theoria.core.study.CellCache;

import java.util.LinkedHashMap;
import java.util.Map;

/** The landscapes that a run uses, and how many of their cells it found. Closes their files. */
public final class CellSession implements AutoCloseable {
    private final CellStore store;
    private final Map<String, CellFile> files = new LinkedHashMap<>();

    CellSession(CellStore store) {
        this.store = store;
    }

    /**
     * The cells of a landscape.
     *
     * @param key of the landscape, letters and digits
     * @param width numbers at a place
     */
    public synchronized CellCache open(String key, int width) {
        return files.computeIfAbsent(key, name -> store.open(name, width));
    }

    /** Cells that were asked for and known. */
    public synchronized int found() {
        return files.values().stream().mapToInt(CellFile::found).sum();
    }

    /** Cells that were asked for. */
    public synchronized int asked() {
        return found() + files.values().stream().mapToInt(CellFile::missed).sum();
    }

    @Override
    public synchronized void close() {
        files.values().forEach(CellFile::close);
    }
}
