package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonElement;

import theoria.core.model.load.FormatException;
import theoria.core.model.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * What DL4J does to the input of a layer: reshape between a row of numbers and an image, row-major
 * over (channels, height, width).
 *
 * @param toImage true from row to image, false from image to row
 * @param image channels, height and width
 */
record Preprocessor(boolean toImage, Shape image) {
    private static final String FOLDER = "org.deeplearning4j.nn.conf.preprocessor.";

    /**
     * Reads one, or the chain that one stands for.
     *
     * @param layer that it belongs to, for sentences
     */
    static List<Preprocessor> read(JsonElement element, String layer) throws FormatException {
        Typed typed = Typed.of(element, "the preprocessor of " + layer);
        switch (typed.className()) {
            case FOLDER + "CnnToFeedForwardPreProcessor":
            case "cnnToFeedForward":
                return List.of(new Preprocessor(false, image(typed.body())));
            case FOLDER + "FeedForwardToCnnPreProcessor":
            case "feedForwardToCnn":
                return List.of(new Preprocessor(true, image(typed.body())));
            case FOLDER + "ComposableInputPreProcessor":
            case "composableInput":
                List<Preprocessor> chain = new ArrayList<>();
                for (JsonElement part : typed.body().list("inputPreProcessors")) {
                    chain.addAll(read(part, layer));
                }
                return chain;
            default:
                throw new FormatException(
                        "configuration.json: the preprocessor of "
                                + layer
                                + " is of class '"
                                + typed.className()
                                + "'; expected CnnToFeedForwardPreProcessor,"
                                + " FeedForwardToCnnPreProcessor or ComposableInputPreProcessor");
        }
    }

    private static Shape image(Section body) throws FormatException {
        requireChannelsFirst(body, "format");
        return Shape.of(
                body.integer("numChannels", 1, Section.LARGEST_EXTENT),
                body.integer("inputHeight", 1, Section.LARGEST_EXTENT),
                body.integer("inputWidth", 1, Section.LARGEST_EXTENT));
    }

    /** Refuses images whose channels come last. */
    static void requireChannelsFirst(Section body, String key) throws FormatException {
        String layout = body.word(key, "NCHW");
        if (!layout.equals("NCHW")) {
            throw body.refuse("has " + key + " = '" + layout + "'", "NCHW");
        }
    }
}
