package theoria.ui.internal.viewer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Surface;
import theoria.draw.View;
import theoria.ui.internal.home.Icons;

/** Draws the path over a surface point by point: a button, a slider, the number of the point. */
final class PathPlayer {
    /** A path of two points is a mark, not a way. */
    private static final int LEAST = 3;

    private static final int WHOLE_MILLIS = 5000;
    private static final int SHORTEST_MILLIS = 60;
    private static final int LONGEST_MILLIS = 500;

    private final Composite page;
    private final Composite row;
    private final Viewed viewed;
    private final ToolItem play;
    private final Scale slider;
    private final Label words;
    private final Runnable step = this::step;
    private int points;
    private boolean playing;

    /** Below what a page of a grid of one column shows; hidden until there is a path. */
    PathPlayer(Composite page, Viewed viewed) {
        this.page = page;
        this.viewed = viewed;
        row = new Composite(page, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginHeight = 0;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        ToolBar bar = new ToolBar(row, SWT.FLAT);
        play = Icons.button(bar, "play", "Play", "the path point by point (space)", this::turn);
        slider = new Scale(row, SWT.HORIZONTAL);
        slider.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        slider.setToolTipText("Up to which point the path is drawn");
        slider.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(e -> reach(slider.getSelection())));
        words = new Label(row, SWT.NONE);
        show(false);
    }

    private void show(boolean shown) {
        ((GridData) row.getLayoutData()).exclude = !shown;
        row.setVisible(shown);
    }

    /** Offers the path of a surface, and stands as it is looked at. */
    void offer(Surface surface) {
        int longest = surface.paths().stream().mapToInt(path -> path.x().length).max().orElse(0);
        int now = longest >= LEAST ? longest : 0;
        if (now != points) {
            points = now;
            show(points > 0);
            if (points > 0) {
                slider.setMinimum(1);
                slider.setMaximum(points);
                slider.setPageIncrement(Math.max(1, points / 10));
            }
            page.layout(true, true);
        }
        if (points > 0) {
            stand();
        }
    }

    private void stand() {
        int reached = reached();
        if (slider.getSelection() != reached) {
            slider.setSelection(reached);
        }
        String text = "point " + reached + " of " + points;
        if (!words.getText().equals(text)) {
            words.setText(text);
            row.layout(true);
        }
    }

    private int reached() {
        int reached = viewed.view().overlay().reached();
        return reached == 0 ? points : Math.min(reached, points);
    }

    private void reach(int point) {
        View view = viewed.view();
        viewed.look(view.with(view.overlay().upTo(point)));
    }

    /** Whether a key was meant for the player. */
    boolean key(KeyEvent event) {
        boolean meant = event.character == ' ' && points > 0;
        if (meant) {
            turn();
        }
        return meant;
    }

    /** Plays, from the beginning if it is at the end, or holds. */
    private void turn() {
        if (playing) {
            hold();
        } else {
            playing = true;
            Icons.dress(play, "pause", "Pause", "hold the path at this point (space)");
            reach(reached() < points ? reached() : 1);
            row.getDisplay().timerExec(millis(points), step);
        }
    }

    /** How long each point stays: a short path not too fast, a long one not for minutes. */
    static int millis(int points) {
        return Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, WHOLE_MILLIS / points));
    }

    private void step() {
        if (row.isDisposed() || !playing) {
            return;
        }
        if (reached() < points && row.isVisible()) {
            reach(reached() + 1);
            row.getDisplay().timerExec(millis(points), step);
        } else {
            hold();
        }
    }

    private void hold() {
        playing = false;
        Icons.dress(play, "play", "Play", "the path point by point (space)");
    }

    /** Stops playing. */
    void dispose() {
        playing = false;
    }
}
