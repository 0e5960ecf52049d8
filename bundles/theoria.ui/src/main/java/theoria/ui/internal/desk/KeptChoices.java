package theoria.ui.internal.desk;

import theoria.ui.viewers.Selection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The chosen models, the study of the form and the selection, over a restart. */
final class KeptChoices {
    private static final String MODELS = "models";
    private static final String STUDY = "study";
    private static final String LAYER = "layer";
    private static final String CHANNEL = "channel";
    private static final String EXAMPLE = "example";
    private static final String LABEL = "class";
    private static final String X = "x";
    private static final String Y = "y";
    private static final String NOTHING = "-1";

    private final Kept kept = new Kept("choices");

    List<String> models() {
        return Stream.of(kept.text(MODELS, "").split(" ", -1)).filter(m -> !m.isEmpty()).toList();
    }

    void models(List<String> references) {
        kept.keep(MODELS, String.join(" ", references));
    }

    Optional<String> study() {
        return Optional.of(kept.text(STUDY, "")).filter(id -> !id.isEmpty());
    }

    void study(String id) {
        kept.keep(STUDY, id);
    }

    Selection selection() {
        return new Selection(
                models().stream().findFirst().orElse(""),
                kept.text(LAYER, ""),
                Integer.parseInt(kept.text(CHANNEL, NOTHING)),
                Integer.parseInt(kept.text(EXAMPLE, NOTHING)),
                Integer.parseInt(kept.text(LABEL, NOTHING)),
                point());
    }

    private Optional<Selection.Point> point() {
        String x = kept.text(X, "");
        String y = kept.text(Y, "");
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : Optional.of(new Selection.Point(Double.parseDouble(x), Double.parseDouble(y)));
    }

    void selection(Selection selection) {
        kept.keep(LAYER, selection.layer());
        kept.keep(CHANNEL, Integer.toString(selection.channel()));
        kept.keep(EXAMPLE, Integer.toString(selection.example()));
        kept.keep(LABEL, Integer.toString(selection.label()));
        kept.keep(X, selection.point().map(p -> Double.toString(p.x())).orElse(""));
        kept.keep(Y, selection.point().map(p -> Double.toString(p.y())).orElse(""));
    }
}
