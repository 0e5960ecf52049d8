package theoria.study.visualization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.tensor.Shape;
import theoria.core.study.result.Composite;
import theoria.core.study.result.ImageGrid;
import theoria.core.study.result.NumericArray;
import theoria.core.study.result.Table;
import theoria.core.study.result.Tile;
import theoria.core.study.result.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Theory entry V1. */
class FiltersStudyTest {
    private static final double REAL = 1e-12;

    /**
     * exp(-((x - x0)^2 / wide^2 + (y - y0)^2 / high^2) / 2) cos(2 pi (fx (x - x0) + fy (y - y0)) +
     * phase), wide and high a quarter of the sides.
     */
    private static double[] gabor(int height, int width, double fy, double fx, double phase) {
        double[] values = new double[height * width];
        for (int i = 0; i < values.length; i++) {
            double y = i / width - height / 2;
            double x = i % width - width / 2;
            double distance = x * x * 16 / width / width + y * y * 16 / height / height;
            double wave = Math.cos(2 * Math.PI * (fx * x + fy * y) + phase);
            values[i] = Math.exp(-distance / 2) * wave;
        }
        return values;
    }

    private static double[] array(Composite result, String key) {
        NumericArray array = result.arrays().get(key);
        return array == null ? new double[0] : array.values();
    }

    @ParameterizedTest
    @CsvSource({"12,12", "11,11", "9,14", "16,10"})
    void aGaborOnTheGridOfTheTransformReportsItsFrequencyAndOrientation(int height, int width)
            throws Exception {
        List<double[]> filters = new ArrayList<>();
        List<Double> frequencies = new ArrayList<>();
        List<Double> orientations = new ArrayList<>();
        for (int u = -(height - 1) / 2; u <= height / 2; u++) {
            for (int v = 0; v <= width / 2; v++) {
                boolean named = v == 0 || 2 * v == width ? u >= 0 : true;
                for (double phase = 0; named && u * u + v * v > 0 && phase < 1; phase += 0.5) {
                    double fy = (double) u / height;
                    double fx = (double) v / width;
                    filters.add(gabor(height, width, fy, fx, phase));
                    frequencies.add(Math.hypot(fx, fy));
                    double degrees = Math.toDegrees(Math.atan2(fy, fx));
                    orientations.add(degrees < 0 ? degrees + 180 : degrees);
                }
            }
        }
        Shape shape = Shape.of(filters.size(), 1, height, width);
        Composite result = FilterBank.run(shape, filters.toArray(new double[0][]));
        assertThat(array(result, "frequency")).containsExactly(doubles(frequencies));
        assertThat(array(result, "orientation")).containsExactly(doubles(orientations));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void theGaborOfAKnownDirection() throws Exception {
        Composite result =
                FilterBank.run(
                        Shape.of(4, 1, 12, 12),
                        gabor(12, 12, 0, 0.25, 0),
                        gabor(12, 12, 0.25, 0, 1),
                        gabor(12, 12, 0.25, 0.25, 0),
                        gabor(12, 12, 0.25, -0.25, 0));
        double diagonal = 0.3535533905932738;
        assertThat(array(result, "frequency")).containsExactly(0.25, 0.25, diagonal, diagonal);
        assertThat(array(result, "orientation")).containsExactly(0, 90, 45, 135);
    }

    @ParameterizedTest
    @CsvSource({"1,5,5", "3,7,7", "3,11,4", "16,3,3", "2,1,1", "1,28,28", "4,1,9"})
    void theEnergyOfAFilterIsTheMeanPowerOfItsSpectrum(int channels, int height, int width)
            throws Exception {
        int filters = 6;
        int pixels = height * width;
        double[] kernel = new double[filters * channels * pixels];
        new SeededRandom(3).nextGaussians(kernel);
        Composite result = FilterBank.run(Shape.of(filters, channels, height, width), kernel);
        double[] spectrum = array(result, "spectrum");
        assertThat(spectrum).hasSize(filters * pixels);
        for (int o = 0; o < filters; o++) {
            double power = 0;
            for (int i = 0; i < pixels; i++) {
                power += spectrum[o * pixels + i] * spectrum[o * pixels + i] / pixels;
            }
            double energy = array(result, "norm")[o] * array(result, "norm")[o];
            assertThat(power).isCloseTo(energy, within(REAL * energy));
        }
        Verdict parseval = result.verdicts().get(0);
        assertThat(parseval.kind()).isEqualTo(Verdict.Kind.EXACT);
        assertThat(parseval.tolerance()).isEqualTo(REAL);
        assertThat(parseval.holds()).isTrue();
    }

    @Test
    void theSpectrumOfAColouredFilterAddsThePowersOfItsChannels() throws Exception {
        double[] wave = gabor(8, 8, 0.25, 0.125, 0);
        double[] grey = concat(wave, wave, wave);
        double[] redAgainstGreen = concat(wave, scaled(wave, -1), new double[64]);
        Composite one = FilterBank.run(Shape.of(1, 1, 8, 8), wave);
        Composite coloured = FilterBank.run(Shape.of(2, 3, 8, 8), grey, redAgainstGreen);
        double[] expected = array(one, "spectrum");
        assertThat(array(coloured, "spectrum"))
                .containsExactly(
                        concat(scaled(expected, Math.sqrt(3)), scaled(expected, Math.sqrt(2))),
                        within(REAL));
        double frequency = array(one, "frequency")[0];
        assertThat(array(coloured, "frequency")).containsExactly(frequency, frequency);
        double support = array(one, "support")[0];
        assertThat(array(coloured, "support")).containsExactly(support, support);
    }

    private static double[] concat(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    @Test
    void theSupportCountsPixels() throws Exception {
        double[] point = new double[35];
        point[17] = -3;
        double[] constant = new double[35];
        Arrays.fill(constant, 0.5);
        double[] pair = new double[35];
        pair[3] = 2;
        pair[30] = -2;
        Composite result =
                FilterBank.run(Shape.of(4, 1, 5, 7), point, constant, pair, new double[35]);
        assertThat(array(result, "support")).containsExactly(1, 35, 2, 0);
    }

    @Test
    void aFilterThatIsNothingButAMeanHasNoFrequency() throws Exception {
        double[] constant = new double[25];
        Arrays.fill(constant, 0.1);
        Composite result = FilterBank.run(Shape.of(2, 1, 5, 5), constant, new double[25]);
        assertThat(array(result, "frequency")).containsExactly(Double.NaN, Double.NaN);
        assertThat(array(result, "orientation")).containsExactly(Double.NaN, Double.NaN);
        assertThat(result.verdicts().get(0).holds()).isTrue();
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void weightsThatAreNotFiniteAreSaid() throws Exception {
        double[] sick = gabor(6, 6, 0.5, 0, 0);
        sick[7] = Double.NaN;
        Composite result = FilterBank.run(Shape.of(2, 1, 6, 6), sick, gabor(6, 6, 0.5, 0, 0));
        assertThat(array(result, "norm")[0]).isNaN();
        assertThat(array(result, "frequency")).containsExactly(Double.NaN, 0.5);
        assertThat(result.verdicts().get(0).holds()).isTrue();
        assertThat(result.notes())
                .containsExactly(
                        "1 of 2 filters have weights that are not finite, and so no spectrum.");
    }

    @Test
    void filtersSpectraAndTableStandSideBySide() throws Exception {
        double[] first = gabor(6, 9, 0.5, 0, 0);
        double[] second = gabor(6, 9, 0, 1 / 3.0, 0);
        Composite result = FilterBank.run(Shape.of(2, 1, 6, 9), first, second);
        assertThat(result.parts().keySet()).containsExactly("filters", "spectra", "table");
        ImageGrid filters = (ImageGrid) result.parts().get("filters");
        assertThat(filters.tiles()).extracting(Tile::label).containsExactly("conv:0", "conv:1");
        ImageGrid spectra = (ImageGrid) result.parts().get("spectra");
        float[] middle = spectra.tiles().get(0).values();
        assertThat((double) middle[3 * 9 + 4])
                .as("frequency 0 is in the middle")
                .isCloseTo(array(result, "spectrum")[0], within(1e-6));
        Table table = (Table) result.parts().get("table");
        assertThat(table.columns())
                .extracting(column -> column.heading())
                .containsExactly(
                        "filter",
                        "norm",
                        "frequency [cycles/pixel]",
                        "orientation [degrees]",
                        "support [pixels]");
        assertThat(table.columns().get(2).toNumbers()).containsExactly(0.5, 1 / 3.0);
        assertThat(table.columns().get(3).toNumbers()).containsExactly(90, 0);
        assertThat(array(result, "filters")).containsExactly(concat(first, second));
    }

    @Test
    void aLayerOnManyChannelsShowsSlicesButMeasuresFilters() throws Exception {
        double[] kernel = new double[5 * 4 * 9];
        new SeededRandom(8).nextGaussians(kernel);
        FilterBank bank = FilterBank.of(Shape.of(5, 4, 3, 3), Map.of("limit", "7"), kernel);
        Composite result = (Composite) new FiltersStudy().run(bank, new FilterBank.Unwatched());
        ImageGrid filters = (ImageGrid) result.parts().get("filters");
        assertThat(filters.tiles()).hasSize(7);
        assertThat(filters.tiles().get(6).label()).isEqualTo("1 from 2");
        assertThat(filters.notes()).contains("The first 7 of 20 images are shown.");
        assertThat(((ImageGrid) result.parts().get("spectra")).tiles()).hasSize(5);
        assertThat(array(result, "norm")).hasSize(5);
    }

    @Test
    void aLayerThatIsNotThereIsAnObstacleThatNamesThoseThatAre() {
        Shape shape = Shape.of(1, 1, 2, 2);
        FilterBank bank = FilterBank.of(shape, Map.of("layer", "x"), new double[4]);
        assertThat(new FiltersStudy().obstacle(bank))
                .contains(
                        "'bank' has no layer of filters that can be shown as images named 'x';"
                                + " there are conv");
        FilterBank other = FilterBank.of(shape, Map.of("layer", "pool"), new double[4]);
        assertThat(new FiltersStudy().obstacle(other)).isPresent();
        FilterBank found = FilterBank.of(shape, Map.of("layer", "conv"), new double[4]);
        assertThat(new FiltersStudy().obstacle(found)).isEmpty();
    }
}
