package theoria.core.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.graph.ShapeException;
import theoria.core.model.tensor.Shape;

class ExamplesTest {
    /** Example n holds n, n + 0.1, ... */
    private static Examples numbered(int count, Shape shape) {
        float[] values = new float[count * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / shape.size() + (i % shape.size()) / 10f;
        }
        return InMemoryExamples.ofFloats(
                "numbers", shape, values, new int[count], InMemoryExamples.numbered(1));
    }

    @Test
    void aRangeIsInFileOrder() {
        Examples chosen = SampleSelection.parse("2:5").of(numbered(10, Shape.of(1)), 1);
        assertThat(chosen.read(0, 3).inputs().toFloats()).containsExactly(2, 3, 4);
        assertThat(chosen.sourceIndex(0)).isEqualTo(2);
    }

    @Test
    void aChoiceFollowsTheSeedAndHasNoRepetition() {
        Examples all = numbered(1000, Shape.of(1));
        float[] first = SampleSelection.parse("100").of(all, 7).read(0, 100).inputs().toFloats();
        float[] again = SampleSelection.parse("100").of(all, 7).read(0, 100).inputs().toFloats();
        float[] other = SampleSelection.parse("100").of(all, 8).read(0, 100).inputs().toFloats();
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(first).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void atMostSoManyAreAllWhereThereAreFewer() {
        Examples ten = numbered(10, Shape.of(1));
        SampleSelection most = SampleSelection.parse("most:4");
        assertThat(most.of(ten, 1).size()).isEqualTo(4);
        assertThat(most.of(ten, 1).read(0, 4).inputs().toFloats())
                .containsExactly(
                        SampleSelection.parse("4").of(ten, 1).read(0, 4).inputs().toFloats());
        assertThat(SampleSelection.parse("most:10").of(ten, 1)).isSameAs(ten);
        assertThat(SampleSelection.most(11).of(ten, 1)).isSameAs(ten);
        assertThat(SampleSelection.most(0).of(ten, 1)).isSameAs(ten);
        assertThat(SampleSelection.most(4).text()).isEqualTo("most:4");
    }

    @Test
    void moreExamplesThanThereAreAreRefused() {
        assertThatThrownBy(() -> SampleSelection.parse("0:11").of(numbered(10, Shape.of(1)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only 10 examples");
    }

    @Test
    void oneChannelIsReshapedRowMajorAndThatIsSaid() {
        Shape image = Shape.of(1, 2, 3);
        Shape flat = Shape.of(6);
        Examples prepared = PreparedExamples.of(numbered(2, image), InputContract.IDENTITY, flat);
        assertThat(prepared.read(0, 1).inputs().shape()).isEqualTo(Shape.of(1, 6));
        assertThat(PreparedExamples.reshaping(image, InputContract.IDENTITY, flat))
                .hasValueSatisfying(said -> assertThat(said).contains("1x2x3", "to 6"));
    }

    @Test
    void severalChannelsAreTransposedWhereTheContractSaysChannelsLast() {
        InputContract last = InputContract.parse("layout=NHWC");
        Examples prepared =
                PreparedExamples.of(numbered(1, Shape.of(2, 1, 2)), last, Shape.of(1, 2, 2));
        // channel 0 is 0, .1 and channel 1 is .2, .3
        assertThat(prepared.read(0, 1).inputs().toFloats()).containsExactly(0f, .2f, .1f, .3f);
    }

    @Test
    void otherShapesAreRefusedWithBoth() {
        assertThatThrownBy(
                        () ->
                                PreparedExamples.of(
                                        numbered(1, Shape.of(3, 32, 32)),
                                        InputContract.IDENTITY,
                                        Shape.of(1, 28, 28)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3x32x32")
                .hasMessageContaining("1x28x28");
    }

    @Test
    void aLabelOutOfRangeIsRefused() {
        assertThatThrownBy(
                        () ->
                                InMemoryExamples.ofFloats(
                                        "bad",
                                        Shape.of(1),
                                        new float[2],
                                        new int[] {0, 3},
                                        InMemoryExamples.numbered(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 3");
    }

    @Test
    void theHashIsThatOfTheContent() {
        Examples a = numbered(3, Shape.of(4));
        assertThat(numbered(3, Shape.of(4)).hash()).isEqualTo(a.hash());
        assertThat(numbered(3, Shape.of(2, 2)).hash()).isNotEqualTo(a.hash());
        assertThat(numbered(4, Shape.of(3)).hash()).isNotEqualTo(a.hash());
    }
}
