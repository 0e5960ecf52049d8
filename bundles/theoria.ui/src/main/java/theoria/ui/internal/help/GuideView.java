package theoria.ui.internal.help;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.ui.part.ViewPart;

import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Icons;
import theoria.ui.internal.home.Themes;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The guide: pages of the bundle theoria.help, and a page of every study. */
public final class GuideView extends ViewPart {
    /** Identifier of the view. */
    public static final String ID = "theoria.ui.guide";

    private static final String PAGES = "platform:/plugin/theoria.help/";
    private static final String START = "index.md";
    private static final String STUDIES = "studies";

    private final Deque<String> past = new ArrayDeque<>();
    private final StudyPages studies = new StudyPages(Desk.get().catalogue());
    private MarkdownPage page;
    private Label place;
    private String current = START;
    private Runnable unfollow = () -> {};

    @Override
    public void createPartControl(Composite parent) {
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        parent.setLayout(layout);
        ToolBar tools = new ToolBar(parent, SWT.FLAT);
        Icons.button(tools, "arrow-left", "Back", "the page before", this::back);
        Icons.button(tools, "house", "Contents", "the first page of the guide", () -> open(START));
        Icons.button(tools, "book-open", "Studies", "a page of every study", () -> open(STUDIES));
        place = new Label(parent, SWT.NONE);
        place.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        page = new MarkdownPage(parent, this::follow);
        page.pictures(this::picture);
        page.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        unfollow = Themes.follow(parent, dark -> show());
        show();
    }

    /** Opens a page: a path within the guide with an anchor, {@code study:ID}, or the studies. */
    public void open(String target) {
        if (!target.equals(current)) {
            past.push(current);
            current = target;
        }
        show();
    }

    private void back() {
        if (!past.isEmpty()) {
            current = past.pop();
            show();
        }
    }

    private void follow(String link) {
        if (link.startsWith("https:") || link.startsWith("http:")) {
            Program.launch(link);
        } else if (link.startsWith(StudyPages.PREFIX) || link.equals(STUDIES)) {
            open(link);
        } else if (link.startsWith("#")) {
            open(current.replaceFirst("#.*", "") + link);
        } else {
            open(beside(link));
        }
    }

    /** The address within the guide of what stands beside the page that is shown. */
    private String beside(String link) {
        URI here = URI.create("/" + current.replaceFirst("#.*", ""));
        return here.resolve(link).toString().substring(1);
    }

    private void show() {
        int hash = current.indexOf('#');
        String path = hash < 0 ? current : current.substring(0, hash);
        String text = read(path);
        place.setText("  " + title(text));
        page.show(text);
        if (hash >= 0) {
            page.reveal(current.substring(hash + 1));
        }
    }

    /** The heading of a page. */
    private static String title(String text) {
        return text.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElse("");
    }

    private String read(String path) {
        if (path.equals(STUDIES)) {
            return studies.list();
        }
        if (path.startsWith(StudyPages.PREFIX)) {
            String id = path.substring(StudyPages.PREFIX.length());
            return studies.page(id).orElse("There is no study `" + id + "`.");
        }
        try {
            URL entry = FileLocator.find(new URL(PAGES + path));
            return entry == null ? "There is no page `" + path + "` in the guide." : read(entry);
        } catch (IOException e) {
            return "The page `" + path + "` cannot be read: " + e.getMessage();
        }
    }

    /** A picture of the guide, by its address beside the page that is shown. */
    private Optional<URL> picture(String address) {
        try {
            return Optional.ofNullable(FileLocator.find(new URL(PAGES + beside(address))));
        } catch (MalformedURLException e) {
            return Optional.empty(); // its description stands in its place
        }
    }

    private static String read(URL entry) throws IOException {
        try (InputStream in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void setFocus() {
        page.control().setFocus();
    }

    @Override
    public void dispose() {
        unfollow.run();
        super.dispose();
    }
}
