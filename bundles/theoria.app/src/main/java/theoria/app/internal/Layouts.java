package theoria.app.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;

/** Where the views stand: what I have, what I look at, what I can do. */
final class Layouts {
    private static final String MODELS = "theoria.ui.models";
    private static final String DATA = "theoria.ui.data";
    private static final String STUDIES = "theoria.ui.studies";
    private static final String STUDY = "theoria.ui.study";
    private static final String RUNS = "theoria.ui.runs";
    private static final String REPORT = "theoria.ui.report";
    private static final String GUIDE = "theoria.ui.guide";
    private static final String LOG = "org.eclipse.pde.runtime.LogView";

    private static final String[] PERSPECTIVES = {
        "theoria.app.home",
        "theoria.app.inspect",
        "theoria.app.visualize",
        "theoria.app.landscape",
        "theoria.app.generalize"
    };

    private Layouts() {}

    /** Left: models over data. Middle: pages and results. Right: studies. Below: runs, report. */
    static void fill(IPageLayout layout, float results) {
        layout.setEditorAreaVisible(true);
        String middle = layout.getEditorArea();
        layout.createFolder("left", IPageLayout.LEFT, 0.22f, middle).addView(MODELS);
        layout.createFolder("leftBottom", IPageLayout.BOTTOM, 0.5f, "left").addView(DATA);
        layout.createFolder("right", IPageLayout.RIGHT, 0.68f, middle).addView(STUDIES);
        IFolderLayout form = layout.createFolder("rightBottom", IPageLayout.BOTTOM, 0.32f, "right");
        form.addView(STUDY);
        form.addPlaceholder(GUIDE);
        IFolderLayout bottom = layout.createFolder("bottom", IPageLayout.BOTTOM, results, middle);
        bottom.addView(RUNS);
        bottom.addView(REPORT);
        bottom.addPlaceholder(LOG);
        for (String perspective : PERSPECTIVES) {
            layout.addPerspectiveShortcut(perspective);
        }
    }
}
