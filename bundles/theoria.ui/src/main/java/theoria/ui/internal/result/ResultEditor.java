package theoria.ui.internal.result;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import theoria.core.study.result.Result;
import theoria.ui.internal.desk.ReadOnlyEditor;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.home.Themes;
import theoria.ui.internal.run.RunBoard;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.internal.run.RunWords;

import java.util.Optional;

/**
 * A result with its viewers: first coarse, refined in place while the run works; what was computed
 * stands above, what lies beneath the pointer below.
 */
public final class ResultEditor extends ReadOnlyEditor {
    /** Identifier of the editor. */
    public static final String ID = "theoria.ui.result";

    private Composite page;
    private Label title;
    private Label caption;
    private Label reading;
    private String said = "";
    private Label state;
    private ProgressBar progress;
    private ToolItem pause;
    private ToolItem stop;
    private ViewerStack stack;
    private Runnable unfollow = () -> {};
    private Runnable unfollowDesk = () -> {};
    private Runnable unfollowTheme = () -> {};

    @Override
    public void createPartControl(Composite parent) {
        page = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginHeight = 4;
        layout.verticalSpacing = 2;
        page.setLayout(layout);
        title = new Label(page, SWT.NONE);
        title.setFont(Fonts.heading(page, 2));
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        ResultMenu menu = new ResultMenu(this);
        addTools(menu);
        caption = new Label(page, SWT.WRAP);
        caption.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
        stack =
                ViewerStack.whole(
                        page,
                        new EditorSite(page, this::entry, this::say, this::read, this::reveal));
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        stack.offer(menu::addTo);
        addFoot();
        unfollow =
                RunBoard.get()
                        .follow(
                                changed -> {
                                    if (entry().filter(e -> e == changed).isPresent()) {
                                        update(changed);
                                    }
                                });
        unfollowTheme = Themes.follow(page, dark -> stack.again());
        update();
    }

    private void addTools(ResultMenu menu) {
        ToolBar tools = new ToolBar(page, SWT.FLAT | SWT.RIGHT);
        pause =
                Icons.button(
                        tools, "pause", "Pause", "hold the run; what it has stays", this::pause);
        stop = Icons.button(tools, "square", "Stop", "what it has is kept", this::stop);
        new ToolItem(tools, SWT.SEPARATOR);
        menu.addTo(tools);
    }

    private void addFoot() {
        Composite foot = new Composite(page, SWT.NONE);
        foot.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false, 2, 1));
        GridLayout layout = new GridLayout(3, false);
        layout.marginHeight = 0;
        layout.marginWidth = 0;
        foot.setLayout(layout);
        reading = new Label(foot, SWT.NONE);
        reading.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        state = new Label(foot, SWT.RIGHT);
        state.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        progress = new ProgressBar(foot, SWT.SMOOTH);
        progress.setMaximum(1000);
        GridData narrow = new GridData(SWT.END, SWT.CENTER, false, false);
        narrow.widthHint = 140;
        progress.setLayoutData(narrow);
    }

    /** The run, once it is known. */
    public Optional<RunEntry> entry() {
        return ((ResultInput) getEditorInput()).entry();
    }

    /** The viewers. */
    public ViewerStack stack() {
        return stack;
    }

    private void reveal(String key) {
        stack.reveal(key);
    }

    /** Says something where the reading stands; it stays until something else is said. */
    void say(String words) {
        said = words;
        read("");
    }

    private void read(String words) {
        if (!reading.isDisposed()) {
            reading.setText(words.isEmpty() ? said : words);
        }
    }

    private void update() {
        Optional<RunEntry> entry = entry();
        if (entry.isPresent()) {
            RunEntry known = entry.get();
            if (known.result().isEmpty() && kept(known)) {
                RunBoard.get().load(known, () -> {});
            }
            update(known);
            return;
        }
        title.setText(getEditorInput().getName());
        caption.setText("The result is being looked for.");
        unfollowDesk =
                RunBoard.get()
                        .follow(
                                changed -> {
                                    if (entry().filter(e -> e == changed).isPresent()) {
                                        unfollowDesk.run();
                                        update();
                                    }
                                });
    }

    private static boolean kept(RunEntry entry) {
        return entry.state() == RunEntry.State.FINISHED || entry.state() == RunEntry.State.STOPPED;
    }

    private void update(RunEntry entry) {
        if (page.isDisposed()) {
            return;
        }
        Optional<Result> result = entry.result();
        title.setText(title(entry));
        caption.setText(caption(entry));
        state.setText(RunWords.state(entry));
        boolean alive = entry.state().alive();
        progress.setVisible(alive || entry.state() == RunEntry.State.STOPPED);
        progress.setSelection((int) (1000 * entry.fraction()));
        boolean paused = entry.state() == RunEntry.State.PAUSED;
        boolean stopped = entry.state() == RunEntry.State.STOPPED;
        pause.setImage(Icons.image(paused || stopped ? "play" : "pause"));
        pause.setEnabled(entry.state() == RunEntry.State.RUNNING || paused || stopped);
        stop.setEnabled(alive);
        result.ifPresent(newest -> stack.show(newest, entry.study()));
        page.layout(true, true);
    }

    private static String title(RunEntry entry) {
        String own =
                entry.result().map(Result::title).filter(t -> !t.isEmpty()).orElse(entry.title());
        boolean named = entry.models().stream().allMatch(own::contains);
        return named ? own : own + RunWords.of(entry.models());
    }

    private static String caption(RunEntry entry) {
        if (entry.state() == RunEntry.State.FAILED) {
            return entry.failure().orElse("It failed.");
        }
        String first = entry.result().map(Result::caption).orElse("");
        if (entry.result().isEmpty()) {
            return entry.state().alive()
                    ? "The first picture comes as soon as there is something to see."
                    : "";
        }
        return first;
    }

    private void pause() {
        entry().ifPresent(
                        run -> {
                            if (run.state() == RunEntry.State.RUNNING) {
                                RunBoard.get().pause(run);
                            } else {
                                RunBoard.get().resume(run);
                            }
                        });
    }

    private void stop() {
        entry().ifPresent(RunBoard.get()::cancel);
    }

    @Override
    public void setFocus() {
        stack.setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        unfollowDesk.run();
        unfollowTheme.run();
        if (stack != null) {
            stack.close();
        }
        super.dispose();
    }
}
