package theoria.core.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputContractTest {
    @Test
    void aFractionIsOneDivision() {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        InputContract.parse("scale=1/255").apply(values, 0, 256, 1);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo((float) i / 255f);
        }
    }

    @Test
    void everyStepIsRoundedPerChannel() {
        float[] values = {10, 20, 30, 40};
        InputContract.parse("scale=1/255,mean=.5:.25,std=.1:.3").apply(values, 0, 4, 2);
        assertThat(values[0]).isEqualTo((10f / 255f - 0.5f) / 0.1f);
        assertThat(values[3]).isEqualTo((40f / 255f - 0.25f) / 0.3f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scale=1/255", "mean=0.5,std=0.1:0.2", "scale=2,layout=NHWC"})
    void itsTextReadsBack(String text) {
        InputContract contract = InputContract.parse(text);
        assertThat(InputContract.parse(contract.text())).isEqualTo(contract);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scale=1/0",
                "std=0",
                "mean=NaN",
                "scal=1",
                "layout=HWC",
                "scale=a",
                "scale"
            })
    void whatCannotBeComputedIsRefused(String text) {
        assertThatThrownBy(() -> InputContract.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
