package theoria.ui.internal.viewer;

import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;

import theoria.core.study.result.Result;
import theoria.core.study.result.Text;
import theoria.ui.internal.help.MarkdownPage;
import theoria.ui.viewers.ResultViewer;
import theoria.ui.viewers.ViewerSite;

/** Prose in Markdown with formulas. A link leads to a part of the result or out of the window. */
public final class TextViewer implements ResultViewer {
    private MarkdownPage page;

    @Override
    public boolean shows(Result result) {
        return result instanceof Text;
    }

    @Override
    public void create(Composite parent, ViewerSite site) {
        page =
                new MarkdownPage(
                        parent,
                        link -> {
                            if (link.startsWith("https:")) {
                                Program.launch(link);
                            } else {
                                site.reveal(link.replaceFirst("^#", ""));
                            }
                        });
    }

    @Override
    public void show(Result result) {
        page.show(((Text) result).markdown());
    }

    @Override
    public void setFocus() {
        page.control().setFocus();
    }
}
