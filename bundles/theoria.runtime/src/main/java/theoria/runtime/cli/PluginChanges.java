package theoria.runtime.cli;

import theoria.runtime.plugin.Change;

/** Says what a change of plug-ins would do, or has done. */
final class PluginChanges {
    private PluginChanges() {}

    static void print(Session session, Change change, boolean dryRun) {
        for (Change.Step step : change.steps()) {
            String what = step.name() + " " + step.version() + " (" + step.id() + ")";
            String from = step.before().isEmpty() ? "" : ", now " + step.before();
            String formerly = step.before().isEmpty() ? "" : ", before " + step.before();
            session.print(
                    dryRun
                            ? "would " + verb(step) + " " + what + from
                            : past(step) + what + formerly);
        }
        session.remark(
                dryRun
                        ? "nothing was changed"
                        : "the next start of Theoria has the change; an open window has to be"
                                + " restarted");
    }

    private static String verb(Change.Step step) {
        String thing = step.bundle() ? " bundle" : " plug-in";
        switch (step.action()) {
            case ADD:
                return "add" + thing;
            case UPDATE:
                return "update" + thing;
            default:
                return "remove" + thing;
        }
    }

    private static String past(Change.Step step) {
        String thing = step.bundle() ? " bundle " : " plug-in ";
        switch (step.action()) {
            case ADD:
                return "added" + thing;
            case UPDATE:
                return "updated" + thing;
            default:
                return "removed" + thing;
        }
    }
}
