package theoria.ui.diagram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import theoria.core.study.result.Graph;
import theoria.draw.GraphLayout;
import theoria.draw.PictureStyle;

import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Without a view the scene needs no display. */
class DiagramSceneTest {
    private static Folding diamond() {
        return Folding.of(
                Graph.builder("diamond")
                        .vertex("x", "x", "Input")
                        .vertex("left", "left", "Convolution")
                        .vertex("right", "right", "Convolution")
                        .vertex("sum", "sum", "Add")
                        .edge("x", "left", "")
                        .edge("x", "right", "")
                        .edge("left", "sum", "")
                        .edge("right", "sum", "")
                        .build());
    }

    private static BufferedImage paint(DiagramScene scene, GraphLayout layout) {
        int width = (int) layout.width() + 20;
        int height = (int) layout.height() + 20;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        scene.validate(canvas);
        scene.paint(canvas);
        canvas.dispose();
        return image;
    }

    /** Scenes belong to the thread of Swing, which the library asserts. */
    private static void onSwing(Runnable test) throws InterruptedException {
        try {
            EventQueue.invokeAndWait(test);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    @Test
    void verticesLieWhereTheLayoutPutsThemAndEdgesArePainted() throws InterruptedException {
        onSwing(DiagramSceneTest::checkPlacesAndEdges);
    }

    private static void checkPlacesAndEdges() {
        Folding folding = diamond();
        GraphLayout layout =
                GraphLayout.of(folding.visible(), VertexWidget::size, VertexWidget::labelSize);
        DiagramScene scene = new DiagramScene();
        scene.show(folding, layout);
        PictureStyle style = PictureStyle.usual();
        scene.dress(style, Overlay.byGroup(folding.visible()), "sum", Search.NONE);
        BufferedImage image = paint(scene, layout);
        Rectangle sum = scene.place("sum").orElseThrow();
        Point middle = new Point((int) sum.getCenterX(), (int) sum.getCenterY());
        assertThat(scene.at(middle).map(w -> w.vertex().id())).contains("sum");
        assertThat(scene.at(new Point(0, 0))).isEmpty();
        int white = style.canvas().getRGB();
        assertThat(image.getRGB(sum.x + 20, sum.y + 3)).isNotEqualTo(white);
        GraphLayout.Route route = layout.routes().get(0).orElseThrow();
        GraphLayout.Point start = route.points().get(0);
        int x = (int) Math.round(start.x());
        assertThat(image.getRGB(x, (int) start.y() + 4)).isNotEqualTo(white);
        assertThat(image.getRGB(1, 1)).isEqualTo(white);
    }

    @Test
    void theWholeDiagramIsTakenAwayWithItsLegend() throws InterruptedException {
        onSwing(DiagramSceneTest::checkPicture);
    }

    private static void checkPicture() {
        Folding folding = diamond();
        GraphLayout layout =
                GraphLayout.of(folding.visible(), VertexWidget::size, VertexWidget::labelSize);
        Overlay overlay = Overlay.byGroup(folding.visible());
        DiagramPicture picture = new DiagramPicture(folding, layout, overlay);
        BufferedImage light = picture.image(PictureStyle.usual());
        assertThat(light.getWidth()).isEqualTo(2 * picture.width());
        assertThat(light.getHeight()).isEqualTo(2 * picture.height());
        assertThat(inked(light, 0, light.getHeight())).isGreaterThan(1000);
        int legend = overlay.meansAnything() ? 48 : 0;
        int beneath = light.getHeight() - legend;
        assertThat(inked(light, beneath, light.getHeight()) > 0).isEqualTo(overlay.meansAnything());
        BufferedImage dark = picture.image(new PictureStyle(1, 1, true));
        assertThat(dark.getRGB(1, 1)).isEqualTo(new PictureStyle(1, 1, true).canvas().getRGB());
    }

    private static int inked(BufferedImage image, int fromRow, int toRow) {
        int count = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void whatWasNotFoundFades() throws InterruptedException {
        onSwing(DiagramSceneTest::checkFading);
    }

    private static void checkFading() {
        Folding folding = diamond();
        DiagramScene scene = new DiagramScene();
        scene.show(
                folding,
                GraphLayout.of(folding.visible(), VertexWidget::size, VertexWidget::labelSize));
        scene.dress(
                PictureStyle.usual(),
                Overlay.byGroup(folding.visible()),
                "",
                Search.of("left", folding));
        List<String> faded =
                scene.vertexWidgets().stream()
                        .filter(widget -> widget.look().faded())
                        .map(widget -> widget.vertex().id())
                        .toList();
        assertThat(faded).containsExactly("x", "right", "sum");
    }
}
