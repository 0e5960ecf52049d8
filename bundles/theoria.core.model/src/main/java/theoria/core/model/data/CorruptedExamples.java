package theoria.core.model.data;

import theoria.core.math.random.SeededRandom;
import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** A view of examples with labels or numbers spoilt as a {@link Corruption} says. */
final class CorruptedExamples implements Examples {
    private static final int READ = 512;

    private final Examples all;
    private final Corruption corruption;
    private final SeededRandom random;
    private final int[] order;
    private final double mean;
    private final double deviation;

    CorruptedExamples(Examples all, Corruption corruption, SeededRandom random) {
        this.all = all;
        this.corruption = corruption;
        this.random = random;
        order =
                corruption.pixels() == Corruption.Pixels.SHUFFLED
                        ? random.split("pixels").permutation(all.shape().size())
                        : new int[0];
        boolean gaussian = corruption.pixels() == Corruption.Pixels.GAUSSIAN;
        mean = gaussian ? mean(0, 1) : 0;
        deviation = gaussian ? Math.sqrt(mean(mean, 2)) : 0;
    }

    /** Mean of (x - around)^power over all numbers. */
    private double mean(double around, int power) {
        double sum = 0;
        for (int from = 0; from < all.size(); from += READ) {
            int count = Math.min(READ, all.size() - from);
            for (float value : all.read(from, count).inputs().toFloats()) {
                double d = value - around;
                sum += power == 1 ? d : d * d;
            }
        }
        return sum / ((double) all.size() * all.shape().size());
    }

    @Override
    public String description() {
        return all.description() + ", " + corruption.text();
    }

    @Override
    public String hash() {
        return all.hash();
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Shape shape() {
        return all.shape();
    }

    @Override
    public int classes() {
        return all.classes();
    }

    @Override
    public List<String> classNames() {
        return all.classNames();
    }

    @Override
    public int sourceIndex(int example) {
        return all.sourceIndex(example);
    }

    @Override
    public Batch read(int from, int count) {
        Batch batch = all.read(from, count);
        int[] labels = batch.labels().clone();
        float[] values = batch.inputs().toFloats();
        int width = shape().size();
        for (int n = 0; n < count; n++) {
            int source = all.sourceIndex(from + n);
            if (corruption.labels() > 0) {
                SeededRandom own = random.split("labels").split(source);
                if (own.nextDouble() < corruption.labels()) {
                    labels[n] = own.nextInt(classes());
                }
            }
            spoil(values, n * width, width, source);
        }
        return new Batch(Tensor.of(batch.inputs().shape(), values), labels);
    }

    private void spoil(float[] values, int from, int width, int source) {
        switch (corruption.pixels()) {
            case SHUFFLED:
                permute(values, from, order);
                break;
            case RANDOM:
                permute(values, from, random.split("pixels").split(source).permutation(width));
                break;
            case GAUSSIAN:
                SeededRandom own = random.split("pixels").split(source);
                for (int i = from; i < from + width; i++) {
                    values[i] = (float) (mean + deviation * own.nextGaussian());
                }
                break;
            default:
                break;
        }
    }

    private static void permute(float[] values, int from, int[] permutation) {
        float[] moved = new float[permutation.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[from + permutation[i]];
        }
        System.arraycopy(moved, 0, values, from, moved.length);
    }
}
