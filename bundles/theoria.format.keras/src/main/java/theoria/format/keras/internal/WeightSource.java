package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Tensor;

import java.util.List;

/** The stored tensors of layers; none of any layer where a file holds a graph only. */
interface WeightSource {
    /** Whether there are weights at all. */
    boolean present();

    /**
     * Tensors of a layer in Keras's order and shapes.
     *
     * @param path of the layer, below the models around it
     * @throws FormatException if one is damaged
     */
    List<Tensor> of(List<String> path) throws FormatException;

    /** No weights. */
    static WeightSource none() {
        return new WeightSource() {
            @Override
            public boolean present() {
                return false;
            }

            @Override
            public List<Tensor> of(List<String> path) {
                return List.of();
            }
        };
    }
}
