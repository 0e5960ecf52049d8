package theoria.core.model.data;

import theoria.core.model.tensor.Shape;
import theoria.core.model.tensor.Tensor;

import java.util.List;
import java.util.Objects;

/** A view of some examples. */
public final class SelectedExamples implements Examples {
    private final Examples all;
    private final int[] chosen;
    private final String text;

    /**
     * Makes the view.
     *
     * @param all the examples
     * @param chosen positions of those that are seen, in order
     * @param text what they are, for the description
     */
    public SelectedExamples(Examples all, int[] chosen, String text) {
        this.all = all;
        this.chosen = chosen.clone();
        this.text = text;
    }

    @Override
    public String description() {
        return all.description() + ", " + text;
    }

    @Override
    public String hash() {
        return all.hash();
    }

    @Override
    public int size() {
        return chosen.length;
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
        return all.sourceIndex(chosen[example]);
    }

    @Override
    public Batch read(int from, int count) {
        Objects.checkFromIndexSize(from, count, chosen.length);
        int width = shape().size();
        float[] values = new float[count * width];
        int[] labels = new int[count];
        int at = 0;
        while (at < count) {
            int run = 1; // neighbours are read together
            while (at + run < count && chosen[from + at + run] == chosen[from + at] + run) {
                run++;
            }
            Batch part = all.read(chosen[from + at], run);
            System.arraycopy(part.inputs().toFloats(), 0, values, at * width, run * width);
            System.arraycopy(part.labels(), 0, labels, at, run);
            at += run;
        }
        return new Batch(Tensor.of(shape().prepend(count), values), labels);
    }
}
