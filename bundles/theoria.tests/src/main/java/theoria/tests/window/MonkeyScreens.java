package theoria.tests.window;

import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;

import java.util.List;
import java.util.Random;

/** Opens and closes views, editors, perspectives and dialogs for {@link Monkey}. */
final class MonkeyScreens {
    /** Views of the window that a person can open. */
    static final List<String> VIEWS =
            List.of(
                    "theoria.ui.models",
                    "theoria.ui.data",
                    "theoria.ui.studies",
                    "theoria.ui.study",
                    "theoria.ui.runs",
                    "theoria.ui.guide",
                    "theoria.ui.report");

    private static final List<String> PERSPECTIVES =
            List.of(
                    "theoria.app.home",
                    "theoria.app.inspect",
                    "theoria.app.visualize",
                    "theoria.app.landscape",
                    "theoria.app.generalize");

    /** Commands that open no dialog of the desktop and do not end the window. */
    private static final List<String> COMMANDS =
            List.of(
                    "theoria.ui.back",
                    "theoria.ui.forward",
                    "theoria.ui.help",
                    "theoria.ui.openGuide",
                    "theoria.ui.tour",
                    "theoria.ui.welcome",
                    "theoria.ui.home",
                    "theoria.ui.pause",
                    "theoria.ui.stop",
                    "theoria.ui.stop",
                    "org.eclipse.ui.help.aboutAction",
                    "org.eclipse.ui.window.preferences",
                    "org.eclipse.ui.views.showView",
                    "org.eclipse.ui.perspectives.showPerspective");

    private final Random random;

    MonkeyScreens(Random random) {
        this.random = random;
    }

    /** Does something, and says what. */
    String next() {
        IWorkbenchPage page = Window.workbench().getActivePage();
        switch (random.nextInt(8)) {
            case 0:
                return perspective();
            case 1:
                String theme = one(List.of("light", "dark", "desktop"));
                User.theme(theme);
                return theme;
            case 2:
                return closeView(page);
            case 3:
                return closeEditor(page);
            case 4:
                page.resetPerspective();
                return "reset";
            case 5:
                return view(page);
            default:
                String command = one(COMMANDS);
                User.command(command);
                return command;
        }
    }

    private String one(List<String> several) {
        return several.get(random.nextInt(several.size()));
    }

    private String perspective() {
        String id = one(PERSPECTIVES);
        try {
            PlatformUI.getWorkbench().showPerspective(id, Window.workbench());
        } catch (WorkbenchException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    private String view(IWorkbenchPage page) {
        String id = one(VIEWS);
        try {
            page.showView(id);
        } catch (PartInitException e) {
            throw new IllegalStateException(e);
        }
        return "open " + id;
    }

    private String closeView(IWorkbenchPage page) {
        IViewReference[] views = page.getViewReferences();
        if (views.length == 0) {
            return "no view";
        }
        IViewReference view = views[random.nextInt(views.length)];
        page.hideView(view);
        return "close " + view.getId();
    }

    private String closeEditor(IWorkbenchPage page) {
        IEditorReference[] editors = page.getEditorReferences();
        if (editors.length == 0) {
            return "no editor";
        }
        IEditorReference editor = editors[random.nextInt(editors.length)];
        page.closeEditors(new IEditorReference[] {editor}, false);
        return "close " + editor.getTitle();
    }
}
