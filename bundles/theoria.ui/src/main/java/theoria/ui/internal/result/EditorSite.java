package theoria.ui.internal.result;

import org.eclipse.swt.widgets.Control;

import theoria.core.study.Provenance;
import theoria.core.study.Run;
import theoria.core.study.report.Report;
import theoria.core.study.result.Result;
import theoria.draw.Snapshot;
import theoria.ui.internal.desk.Desk;
import theoria.ui.internal.home.Fonts;
import theoria.ui.internal.run.RunEntry;
import theoria.ui.viewers.SelectionService;
import theoria.ui.viewers.ViewerSite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where viewers stand in an editor of results.
 *
 * @param ground the page of the editor, as dark as the window is
 * @param run that is shown, once it is known; none if what is shown is of several
 * @param sayings hears what was done
 * @param readings hears what lies beneath the pointer
 * @param reveals shows the part of a key
 */
record EditorSite(
        Control ground,
        Supplier<Optional<RunEntry>> run,
        Consumer<String> sayings,
        Consumer<String> readings,
        Consumer<String> reveals)
        implements ViewerSite {
    @Override
    public SelectionService selection() {
        return Desk.get().selection();
    }

    @Override
    public Provenance provenance() {
        return run.get().flatMap(RunEntry::provenance).orElse(new Provenance(Map.of()));
    }

    @Override
    public String caption() {
        return run.get().flatMap(RunEntry::result).map(Result::caption).orElse("");
    }

    @Override
    public boolean dark() {
        return Fonts.dark(ground);
    }

    @Override
    public void reveal(String key) {
        reveals.accept(key);
    }

    @Override
    public void export(Snapshot picture) {
        ViewExport.ask(ground.getShell(), picture, sayings);
    }

    @Override
    public void export(Result numbers, String ending) {
        run.get()
                .flatMap(Exports::run)
                .map(whole -> new Run(whole.id(), whole.descriptor(), numbers, whole.provenance()))
                .ifPresent(
                        part ->
                                Exports.ask(
                                        ground.getShell(),
                                        new Report(numbers.title(), List.of(part)),
                                        ending,
                                        sayings));
    }

    @Override
    public void reading(String text) {
        readings.accept(text);
    }
}
