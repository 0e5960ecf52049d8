package theoria.tests.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import theoria.core.model.data.InputContract;
import theoria.core.model.graph.ModelHash;
import theoria.core.model.graph.NetworkGraph;
import theoria.core.model.graph.Weights;
import theoria.core.model.load.Model;
import theoria.core.model.tensor.Shape;
import theoria.core.model.zoo.Architecture;
import theoria.core.model.zoo.Initialisation;
import theoria.format.onnx.OnnxWriter;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipFile;

import javax.imageio.ImageIO;

/** Networks come in by dialog and by dropping; results go out by the menu of an open result. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Exchange {
    private static final int STEPS = 12;

    @Test
    @Order(1)
    void opensANetworkByTheDialog() throws IOException {
        Path file = onnx("chosen", 3);
        User.answering(file, () -> User.command("theoria.ui.openNetwork"));
        Window.until("the input contract", 30, () -> FirstStart.hasText("Scale"));
        Window.until("the preview", 30, () -> starts("SynthDigits"));
        Window.screenshot("import");
        User.press("Open");
        Window.until("its home page", 30, () -> FirstStart.editor().equals("chosen:1"));
    }

    @Test
    @Order(2)
    void opensANetworkThatIsDropped() throws IOException {
        Path file = onnx("dropped", 4);
        Shell source = Window.on(() -> source(file));
        drag(centre(source), Window.on(Exchange::models));
        Window.until("the input contract", 30, () -> FirstStart.hasText("Scale"));
        User.press("Open");
        Window.until("its home page", 30, () -> FirstStart.editor().equals("dropped:1"));
        Window.on(
                () -> {
                    source.dispose();
                    return true;
                });
    }

    @Test
    @Order(3)
    void exportsPicturesThatCanBeReadBack() throws IOException {
        open("Loss surface");
        BufferedImage image = ImageIO.read(export("png", "surface").toFile());
        assertThat(image.getWidth()).isGreaterThan(300);
        assertThat(Files.readString(export("svg", "surface"))).contains("<svg", "loss");
        byte[] pdf = Files.readAllBytes(export("pdf", "surface"));
        assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        open("Filters");
        assertThat(ImageIO.read(export("png", "filters").toFile())).isNotNull();
        open("Network graph");
        assertThat(ImageIO.read(export("png", "graph").toFile())).isNotNull();
    }

    @Test
    @Order(4)
    void exportsTablesThatCanBeReadBack() throws IOException {
        open("Loss surface");
        List<String> lines = Files.readAllLines(export("csv", "surface"));
        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(lines.get(0)).contains("loss");
        try (ZipFile workbook = new ZipFile(export("xlsx", "surface").toFile())) {
            assertThat(workbook.getEntry("xl/workbook.xml")).isNotNull();
        }
        open("Margins");
        assertThat(Files.readAllLines(export("csv", "margins"))).hasSizeGreaterThan(5);
    }

    @Test
    @Order(5)
    void comparesTwoModelsByAStudyOfBoth() throws IOException {
        Window.on(Diagram::closeAll);
        User.perspective("theoria.app.inspect");
        Window.on(Exchange::chooseBoth);
        User.choose("Layers");
        User.press("Run on each of the 2 chosen models");
        Window.until("both are measured", 60, () -> FirstStart.unfinished() == 0);
        Window.until("their comparison is offered", 30, Exchange::compare);
        Window.until("the comparison", 30, () -> FirstStart.editor().equals("Comparison"));
        Window.until("its numbers", 30, () -> FirstStart.hasTab("Numbers"));
        Window.screenshot("compare-models");
    }

    private static boolean chooseBoth() {
        Tree models = Restart.models();
        TreeItem[] both =
                Arrays.stream(models.getItems())
                        .filter(item -> List.of("chosen", "dropped").contains(item.getText()))
                        .toArray(TreeItem[]::new);
        models.setSelection(both);
        Event event = new Event();
        event.item = both[0];
        models.notifyListeners(SWT.Selection, event);
        return true;
    }

    /** Chooses the comparison from the menu of the models, if it is there. */
    private static boolean compare() {
        MenuItem studies = Restart.item(Restart.models().getMenu(), "Compare 2 models by");
        studies.getMenu().notifyListeners(SWT.Show, new Event());
        for (MenuItem study : studies.getMenu().getItems()) {
            if (study.getText().equals("Layers")) {
                Event event = new Event();
                event.widget = study;
                study.notifyListeners(SWT.Selection, event);
                return true;
            }
        }
        return false;
    }

    private static void open(String title) {
        User.view("theoria.ui.runs");
        User.chooseRuns(
                row ->
                        row.getText(0).equals(title)
                                && row.getText(2).isEmpty()
                                && first(row, title));
        User.pressTool("Open");
        Window.until(title + " is open", 30, () -> FirstStart.editor().equals(title));
    }

    /** Whether a row is the newest of its study. */
    private static boolean first(org.eclipse.swt.widgets.TableItem row, String title) {
        return Window.runs().stream()
                .filter(r -> r.getText(0).equals(title) && r.getText(2).isEmpty())
                .findFirst()
                .filter(row::equals)
                .isPresent();
    }

    private static Path export(String ending, String name) {
        Path file = Window.folder().resolve(name + "." + ending);
        User.answering(file, () -> User.chooseFrom("Export", "." + ending));
        Window.until(file + " is written", 60, () -> Files.exists(file));
        Window.until("it is said", 30, () -> starts("Wrote "));
        return file;
    }

    private static boolean starts(String text) {
        return Window.all(Label.class).stream().anyMatch(l -> l.getText().startsWith(text));
    }

    private static Path onnx(String name, long seed) throws IOException {
        NetworkGraph graph = Architecture.parse("mlp:1024-16-10", Shape.of(1, 32, 32), 10);
        Weights weights = Initialisation.HE.draw(graph, seed);
        Model model =
                new Model(
                        name,
                        ModelHash.of(graph, weights),
                        graph,
                        weights,
                        InputContract.IDENTITY,
                        "",
                        List.of());
        Path file = Window.folder().resolve(name + ".onnx");
        new OnnxWriter().write(model, file);
        return file;
    }

    /**
     * A window of another program, as far as the workbench can tell, that a file is dragged from.
     */
    static Shell source(Path file) {
        Shell shell = new Shell(Window.display(), SWT.NO_TRIM | SWT.ON_TOP);
        shell.setLayout(new FillLayout());
        Label label = new Label(shell, SWT.CENTER);
        label.setText("drag me");
        DragSource source = new DragSource(label, DND.DROP_COPY);
        source.setTransfer(FileTransfer.getInstance());
        source.addDragListener(
                new DragSourceAdapter() {
                    @Override
                    public void dragSetData(DragSourceEvent event) {
                        event.data = new String[] {file.toString()};
                    }
                });
        shell.setBounds(560, 320, 140, 60);
        shell.open();
        return shell;
    }

    static Point centre(Shell shell) {
        return Window.on(() -> shell.toDisplay(70, 30));
    }

    static Point models() {
        Tree tree =
                Window.all(Tree.class).stream()
                        .filter(t -> t.getColumnCount() == 3)
                        .findFirst()
                        .orElseThrow();
        return tree.toDisplay(60, tree.getSize().y / 2);
    }

    static void drag(Point from, Point to) {
        mouse(SWT.MouseMove, from);
        mouse(SWT.MouseDown, from);
        for (int step = 1; step <= STEPS; step++) {
            int x = from.x + (to.x - from.x) * step / STEPS;
            int y = from.y + (to.y - from.y) * step / STEPS;
            mouse(SWT.MouseMove, new Point(x, y));
        }
        mouse(SWT.MouseMove, new Point(to.x + 1, to.y + 1));
        mouse(SWT.MouseUp, to);
    }

    private static void mouse(int type, Point place) {
        Window.on(
                () -> {
                    Event event = new Event();
                    event.type = type;
                    event.x = place.x;
                    event.y = place.y;
                    event.button = type == SWT.MouseMove ? 0 : 1;
                    return Window.display().post(event);
                });
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(120));
    }
}
