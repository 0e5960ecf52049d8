package theoria.report.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.exceptions.HdfException;

import theoria.core.model.file.AtomicOutput;
import theoria.core.study.report.BesideNames;
import theoria.core.study.report.Report;
import theoria.core.study.report.ReportWriter;
import theoria.report.hdf5.internal.LiGrid;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes surfaces and lines of the loss as HDF5 in the layout of Li et al. (2018): {@code
 * xcoordinates}, {@code ycoordinates}, {@code train_loss}, {@code train_acc}, {@code test_loss},
 * {@code test_acc}; rows are y, accuracies in percent, -1 is a cell that was not computed. A line
 * has no {@code ycoordinates}. The first landscape goes under the target's name, any further one
 * beside it as {@code OUT-NAME.h5}.
 */
public final class Hdf5Writer implements ReportWriter {
    private static final String EXTENSION = "h5";

    /** Kept, because java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("io.jhdf");

    /** For the extension registry. */
    public Hdf5Writer() {
        // jHDF tells each data set it writes, and warns at each file that writing is new to it
        LOGGER.setLevel(Level.SEVERE);
    }

    @Override
    public String description() {
        return "HDF5 as Li et al. lay it out";
    }

    @Override
    public Set<String> extensions() {
        return Set.of(EXTENSION);
    }

    @Override
    public Optional<String> obstacle(Report report) {
        return LiGrid.of(report).isEmpty()
                ? Optional.of(
                        "'" + report.title() + "' has no loss over a line or a plane; expected one")
                : Optional.empty();
    }

    @Override
    public List<Path> write(Report report, Path target) throws IOException {
        Optional<String> obstacle = obstacle(report);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        BesideNames names = new BesideNames(target, EXTENSION);
        List<Path> files = new ArrayList<>();
        for (LiGrid grid : LiGrid.of(report)) {
            Path file = names.next(grid.name());
            AtomicOutput.write(file, out -> write(grid, out));
            files.add(file);
        }
        return files;
    }

    /** jHDF writes to files only, back and forth; so the whole is made elsewhere, then copied. */
    private static void write(LiGrid grid, OutputStream out) throws IOException {
        Path made = Files.createTempFile("theoria", "." + EXTENSION);
        try {
            fill(grid, made);
            Files.copy(made, out);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void fill(LiGrid grid, Path file) throws IOException {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("xcoordinates", grid.x());
            if (!grid.isLine()) {
                hdf.putDataset("ycoordinates", grid.y());
            }
            for (Map.Entry<String, double[]> quantity : grid.quantities().entrySet()) {
                double[] values = quantity.getValue();
                hdf.putDataset(quantity.getKey(), grid.isLine() ? values : rows(values, grid));
            }
        } catch (HdfException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double[][] rows(double[] values, LiGrid grid) {
        int columns = grid.x().length;
        double[][] rows = new double[grid.y().length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }
}
