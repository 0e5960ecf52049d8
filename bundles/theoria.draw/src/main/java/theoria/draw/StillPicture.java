package theoria.draw;

import theoria.core.study.result.Result;

import java.awt.Graphics2D;
import java.util.Optional;

/** A picture that can only be looked at as a whole. */
record StillPicture(Result result, PictureStyle style, View view) implements Picture {
    @Override
    public void paint(Graphics2D canvas) {
        Pictures.paint(result, style, canvas);
    }

    @Override
    public Optional<Reading> at(double x, double y) {
        return Optional.empty();
    }

    @Override
    public View zoomed(double factor, double x, double y) {
        return view;
    }

    @Override
    public View dragged(double byX, double byY) {
        return view;
    }

    @Override
    public Range values() {
        return Range.ALL;
    }
}
