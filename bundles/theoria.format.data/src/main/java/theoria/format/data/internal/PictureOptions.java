package theoria.format.data.internal;

import theoria.core.model.load.FormatException;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to pictures as they are read: {@code size} and {@code channels}. */
public final class PictureOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

    private final Optional<int[]> size;
    private final String channels;

    private PictureOptions(Optional<int[]> size, String channels) {
        this.size = size;
        this.channels = channels;
    }

    /**
     * From the options of a reference.
     *
     * @throws FormatException if one is unknown or cannot be read
     */
    public static PictureOptions of(Map<String, String> options) throws FormatException {
        for (String key : options.keySet()) {
            if (!key.equals("size") && !key.equals("channels")) {
                throw new FormatException(
                        "pictures have no option '" + key + "'; expected size or channels");
            }
        }
        String channels = options.getOrDefault("channels", "");
        if (!channels.matches("|rgb|bgr|grey")) {
            throw new FormatException("channels is '" + channels + "'; expected rgb, bgr or grey");
        }
        String size = options.get("size");
        return new PictureOptions(
                size == null ? Optional.empty() : Optional.of(parse(size)), channels);
    }

    private static int[] parse(String text) throws FormatException {
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            int height = Integer.parseInt(matcher.group(1));
            int width = matcher.group(2) == null ? height : Integer.parseInt(matcher.group(2));
            if (height > 0 && width > 0 && (long) height * width <= 100_000_000) {
                return new int[] {height, width};
            }
        }
        throw new FormatException(
                "size is '" + text + "'; expected SIZE or HEIGHTxWIDTH, as in 224 or 120x160");
    }

    /** The picture as it is wanted; the colours as they are stored if nothing is said of them. */
    public Pixels apply(Pixels stored) {
        Pixels picture = stored;
        switch (channels) {
            case "grey":
                picture = stored.grey();
                break;
            case "rgb":
                picture = stored.colours();
                break;
            case "bgr":
                picture = stored.colours().reversed();
                break;
            default:
                break;
        }
        return size.isEmpty() ? picture : picture.resized(size.get()[0], size.get()[1]);
    }
}
