package theoria.format.keras.internal;

import theoria.core.model.load.FormatException;

import java.io.IOException;

/** The files of a model that consists of several, in a folder or a zip. */
public interface ModelFiles extends AutoCloseable {
    /** Whether there is a file of this name. */
    boolean has(String name);

    /**
     * All bytes of a file.
     *
     * @param name relative to the folder of the model
     * @param limit largest size accepted
     * @throws FormatException if it is missing, too long, damaged, or outside
     */
    byte[] bytes(String name, long limit) throws FormatException;

    @Override
    void close() throws IOException;
}
