package theoria.core.model.graph;

import theoria.core.model.tensor.Shape;

/**
 * A named tensor in one of the two flat vectors: trainable blocks in the parameter vector, running
 * statistics in the buffer vector. A tensor shared by several layers is one block.
 *
 * @param name the source file's name of the tensor
 * @param role what it is to its layer
 * @param shape extents, row-major
 * @param offset position of its first number in the parameter vector (or buffer vector if the role
 *     is not trainable)
 */
public record Block(String name, Role role, Shape shape, int offset) {
    /** Number of elements. */
    public int size() {
        return shape.size();
    }
}
