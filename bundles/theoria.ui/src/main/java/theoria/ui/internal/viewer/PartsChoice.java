package theoria.ui.internal.viewer;

import theoria.ui.internal.desk.Kept;

/** Whether a person wants parts of results all at once; kept with the workspace. */
final class PartsChoice {
    private static final String DASHBOARD = "dashboard";

    private PartsChoice() {}

    static boolean dashboard() {
        return Boolean.parseBoolean(kept().text(DASHBOARD, "false"));
    }

    static void choose(boolean dashboard) {
        kept().keep(DASHBOARD, Boolean.toString(dashboard));
    }

    private static Kept kept() {
        return new Kept("parts");
    }
}
