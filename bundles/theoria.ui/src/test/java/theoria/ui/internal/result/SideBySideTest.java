package theoria.ui.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideBySideTest {
    @ParameterizedTest(name = "{0} places in {1} x {2}: {3} columns")
    @CsvSource({
        "2, 660, 400, 2",
        "3, 660, 400, 2",
        "3, 1800, 500, 3",
        "4, 660, 400, 2",
        "2, 300, 900, 1",
        "1, 9, 9, 1"
    })
    void choosesTheColumnsThatMakePicturesLargest(int places, int width, int height, int columns) {
        Rectangle area = new Rectangle(0, 0, width, height);
        assertThat(SideBySide.columns(places, area)).isEqualTo(columns);
    }
}
