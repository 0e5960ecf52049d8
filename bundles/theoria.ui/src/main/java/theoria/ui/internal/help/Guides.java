package theoria.ui.internal.help;

import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.jspecify.annotations.Nullable;

import theoria.runtime.job.RunSpec;
import theoria.ui.internal.desk.Desk;

import java.util.Map;

/** Opens the guide and the tour. */
public final class Guides {
    private static final String WINDOW = "guide/window.md";

    private static final Map<String, String> PAGES =
            Map.of(
                    "theoria.ui.models", WINDOW + "#models",
                    "theoria.ui.data", WINDOW + "#data",
                    "theoria.ui.studies", WINDOW + "#studies",
                    "theoria.ui.runs", WINDOW + "#results",
                    "theoria.ui.report", WINDOW + "#report",
                    "theoria.ui.result", WINDOW + "#looking-at-a-result",
                    "theoria.ui.compare", WINDOW + "#comparing",
                    "theoria.ui.home", WINDOW + "#home-page");

    private Guides() {}

    /** Begins the tour. */
    public static void tour(IWorkbenchWindow window) {
        new Tour(window).begin();
    }

    /** Opens the page of the guide that tells of a part; that of the chosen study for its form. */
    public static void about(IWorkbenchPage page, @Nullable IWorkbenchPart part) {
        String id = part == null ? "" : part.getSite().getId();
        String study = Desk.get().wish().map(RunSpec::study).orElse("");
        if (id.equals("theoria.ui.study") && !study.isEmpty()) {
            open(page, StudyPages.PREFIX + study);
        } else {
            open(page, PAGES.getOrDefault(id, WINDOW));
        }
    }

    /** Opens the guide at its first page. */
    public static void open(IWorkbenchPage page) {
        open(page, "index.md");
    }

    /** Opens a page of the guide. */
    public static void open(IWorkbenchPage page, String target) {
        try {
            if (page.showView(GuideView.ID) instanceof GuideView guide) {
                guide.open(target);
            }
        } catch (PartInitException e) {
            Platform.getLog(Guides.class).error("the guide cannot be opened", e);
        }
    }
}
