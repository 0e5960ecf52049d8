package theoria.runtime.cells;

import theoria.core.study.CellCache;

import java.nio.file.Path;

/** A process that keeps cells: FOLDER KEY WHO COUNT. */
final class CellWriter {
    private CellWriter() {}

    static double[] numbers(int k, int who) {
        return new double[] {Math.sin(k), who};
    }

    public static void main(String[] arguments) {
        int who = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        CellStore store =
                new CellStore(Path.of(arguments[0]), CellStore.MOST_BYTES, System.err::println);
        try (CellSession session = store.begin()) {
            CellCache cells = session.open(arguments[1], 2);
            for (int k = 0; k < count; k++) {
                cells.put(k, who, numbers(k, who));
            }
        }
    }
}
